package org.conntorture.capture;

import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The two tcpdumps and the shell that keeps them; it ends them and removes their files when its input ends, which the
 * kernel sees to if the tester is killed. In a session of its own it gets no Ctrl-C. Used by the run's thread.
 */
final class Tcpdumps {
    /**
     * What one of them captures.
     *
     * @param name of its files
     */
    record Order(String name, RingSize size, String filter) {}

    private static final long START_WAIT_MS = 10_000;
    /** After this a tcpdump that is not there has failed. */
    private static final long FORK_WAIT_MS = 1000;

    private static final long FLUSH_WAIT_MS = 2000;
    private static final long END_WAIT_MS = 10_000;
    private static final long POLL_MS = 20;
    private static final Pattern STATISTICS = Pattern.compile("(\\d+) packets? dropped by kernel");

    private final Process shell;
    private final Writer requests;
    private final Path directory;
    private final List<Order> orders;

    private Tcpdumps(Process shell, Path directory, List<Order> orders) {
        this.shell = shell;
        this.requests = shell.outputWriter(StandardCharsets.US_ASCII);
        this.directory = directory;
        this.orders = orders;
    }

    /** Returns when both capture. */
    static Tcpdumps start(Path directory, String networkInterface, List<Order> orders) throws IOException {
        List<String> words = new ArrayList<>(List.of("setsid", "sh", "-c", script(), "conntorture-capture"));
        words.addAll(List.of(directory.toString(), networkInterface));
        for (Order order : orders) {
            words.addAll(List.of(
                    order.name(),
                    Integer.toString(order.size().files()),
                    Integer.toString(order.size().fileMegabytes()),
                    order.filter()));
        }
        Tcpdumps tcpdumps = new Tcpdumps(startShell(words, directory), directory, orders);
        for (Order order : orders) {
            tcpdumps.awaitStart(order);
        }
        return tcpdumps;
    }

    private static Process startShell(List<String> words, Path directory) throws IOException {
        try {
            return new ProcessBuilder(words)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
        } catch (IOException notThere) {
            Files.delete(directory);
            throw notThere;
        }
    }

    private void awaitStart(Order order) throws IOException {
        long giveUpNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_WAIT_MS);
        long mustLiveNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(FORK_WAIT_MS);
        while (!said(order).contains("listening on")) {
            boolean failed = System.nanoTime() > mustLiveNs && shell.children().count() < orders.size();
            if (failed || System.nanoTime() > giveUpNs) {
                String said = said(order).strip();
                close();
                throw new IOException("tcpdump does not capture: " + (said.isEmpty() ? "it said nothing" : said));
            }
            pause();
        }
    }

    /** Makes them write out what they hold. Returns how many packets they have lost so far, as the kernel counts. */
    long flush() throws IOException {
        List<Integer> before = new ArrayList<>();
        for (Order order : orders) {
            before.add(statistics(order).size());
        }
        requests.write("\n");
        requests.flush();
        long lost = 0;
        long giveUpNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(FLUSH_WAIT_MS);
        for (int i = 0; i < orders.size(); i++) {
            List<Long> statistics = statistics(orders.get(i));
            while (statistics.size() == before.get(i) && System.nanoTime() < giveUpNs) {
                pause();
                statistics = statistics(orders.get(i));
            }
            lost += statistics.isEmpty() ? 0 : statistics.get(statistics.size() - 1);
        }
        return lost;
    }

    /** Whether the shell has ended; an interrupt leaves it to end alone. */
    boolean close() {
        try {
            requests.close();
            return shell.waitFor(END_WAIT_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IOException shellGone) {
            return false;
        }
    }

    private List<Long> statistics(Order order) throws IOException {
        return STATISTICS
                .matcher(said(order))
                .results()
                .map((MatchResult statistics) -> Long.valueOf(statistics.group(1)))
                .toList();
    }

    private String said(Order order) throws IOException {
        Path file = directory.resolve(order.name() + ".txt");
        return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(POLL_MS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for tcpdump", hurry);
        }
    }

    private static String script() throws IOException {
        try (InputStream script = Tcpdumps.class.getResourceAsStream("tcpdumps.sh")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
