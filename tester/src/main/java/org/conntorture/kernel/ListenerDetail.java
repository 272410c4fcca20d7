package org.conntorture.kernel;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code ss} says of a listener beyond /proc. It is run as a child process, so seldom, and the caller waits for it
 * a second at most.
 *
 * @param local with the address {@code ::} where ss prints {@code *}
 * @param queue connections that wait in the accept queue
 * @param limit the backlog; one more than that may wait
 * @param drops SYNs the socket dropped; unknown before Linux 4.7
 */
public record ListenerDetail(InetSocketAddress local, long queue, long limit, OptionalLong drops) {
    private static final long MOST_MS = 1000;
    private static final int MOST_COLUMNS = 6;
    private static final String MEMORY = "skmem:(";
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final Pattern ENDPOINT = Pattern.compile("(\\S+):(\\d{1,5})");
    private static final Pattern DROPS = Pattern.compile("(?:[a-z]+\\d+,)*d(\\d{1,18})\\)");
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    /**
     * Of all listeners on the port; unknown where ss is missing, fails or does not end in time.
     *
     * @param prefix words before the command, such as {@code nsenter -t PID -n} for another namespace
     */
    public static Optional<List<ListenerDetail>> read(int port, List<String> prefix) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of("ss", "-Hltnm", "sport = :" + port));
        return outputOf(command).map(ListenerDetail::parse);
    }

    /** Of all listeners of the tester's namespace; unknown in the same cases, and where there are very many. */
    public static Optional<List<ListenerDetail>> readAll() {
        return outputOf(List.of("ss", "-Hltnm")).map(ListenerDetail::parse);
    }

    /** Listeners of a text by ss, with or without a headline. */
    static List<ListenerDetail> parse(String text) {
        List<ListenerDetail> details = new ArrayList<>();
        String[] lines = text.substring(0, text.lastIndexOf('\n') + 1).split("\n");
        for (int i = 0; i < lines.length; i++) {
            // Figures of memory are on a line of their own that is indented, or at the end by older ss.
            boolean isContinued = i + 1 < lines.length && lines[i + 1].startsWith("\t");
            String memory = isContinued ? lines[i] + lines[i + 1] : lines[i];
            parse(KernelText.columns(lines[i]), drops(memory)).ifPresent(details::add);
        }
        return details;
    }

    /** Columns are State, Recv-Q, Send-Q, Local Address:Port and Peer Address:Port. */
    private static Optional<ListenerDetail> parse(String[] columns, OptionalLong drops) {
        if (columns.length < 5
                || columns.length > MOST_COLUMNS
                || !columns[0].equals("LISTEN")
                || !NUMBER.matcher(columns[1]).matches()
                || !NUMBER.matcher(columns[2]).matches()) {
            return Optional.empty();
        }
        return endpoint(columns[3])
                .map(local -> new ListenerDetail(local, Long.parseLong(columns[1]), Long.parseLong(columns[2]), drops));
    }

    private static OptionalLong drops(String text) {
        int memory = text.indexOf(MEMORY);
        Matcher matcher = DROPS.matcher(memory < 0 ? "" : text.substring(memory + MEMORY.length()));
        return matcher.lookingAt() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }

    /** Of {@code 127.0.0.1}, {@code [::1]}, {@code ::1} (older ss), {@code *} and {@code 127.0.0.1%lo}. */
    private static Optional<InetSocketAddress> endpoint(String text) {
        Matcher parts = ENDPOINT.matcher(text);
        int port = parts.matches() ? Integer.parseInt(parts.group(2)) : Integer.MAX_VALUE;
        if (port > 65_535) {
            return Optional.empty();
        }
        String address = parts.group(1).replaceAll("[\\[\\]]|%.*", "").replaceFirst("^\\*$", "::");
        if (!isIpv4(address) && !IPV6.matcher(address).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new InetSocketAddress(InetAddress.getByName(address), port));
        } catch (UnknownHostException noAddress) {
            return Optional.empty();
        }
    }

    /** All else with dots would be looked up as a name. */
    private static boolean isIpv4(String text) {
        if (!IPV4.matcher(text).matches()) {
            return false;
        }
        for (String part : text.split("\\.")) {
            if (Integer.parseInt(part) > 255) {
                return false;
            }
        }
        return true;
    }

    /** Of a command that prints less than a pipe holds (64 KiB, some 400 listeners). */
    static Optional<String> outputOf(List<String> command) {
        Process process = null;
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().put("LC_ALL", "C");
            process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(MOST_MS, TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
                return Optional.empty();
            }
            return Optional.of(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException notInstalled) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            if (process != null) {
                process.destroyForcibly();
            }
        }
    }
}
