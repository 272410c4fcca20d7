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
    private static final Pattern LISTENER =
            Pattern.compile("LISTEN\\s+(\\d{1,18})\\s+(\\d{1,18})\\s+(\\S+):(\\d{1,5})\\s.*");
    private static final Pattern DROPS = Pattern.compile(".*\\bskmem:\\([^)]*\\bd(\\d{1,18})\\).*");
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

    /** Listeners of a text by ss, with or without a headline; memory figures are on the line after. */
    static List<ListenerDetail> parse(String text) {
        List<ListenerDetail> details = new ArrayList<>();
        String[] lines = text.substring(0, text.lastIndexOf('\n') + 1).split("\n");
        for (int i = 0; i < lines.length; i++) {
            Matcher listener = LISTENER.matcher(lines[i] + " ");
            if (listener.matches()) {
                boolean isContinued = i + 1 < lines.length && !lines[i + 1].startsWith("LISTEN");
                OptionalLong drops = drops(isContinued ? lines[i] + lines[i + 1] : lines[i]);
                long queue = Long.parseLong(listener.group(1));
                long limit = Long.parseLong(listener.group(2));
                endpoint(listener.group(3), Integer.parseInt(listener.group(4)))
                        .ifPresent(local -> details.add(new ListenerDetail(local, queue, limit, drops)));
            }
        }
        return details;
    }

    private static OptionalLong drops(String text) {
        Matcher matcher = DROPS.matcher(text);
        return matcher.matches() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }

    /** Of {@code 127.0.0.1}, {@code [::1]}, {@code ::1} (older ss), {@code *} and {@code 127.0.0.1%lo}. */
    private static Optional<InetSocketAddress> endpoint(String text, int port) {
        String address = text.replaceAll("[\\[\\]]|%.*", "").replaceFirst("^\\*$", "::");
        boolean isLiteral = isIpv4(address) || IPV6.matcher(address).matches();
        if (!isLiteral || port > 65_535) {
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
    private static Optional<String> outputOf(List<String> command) {
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
