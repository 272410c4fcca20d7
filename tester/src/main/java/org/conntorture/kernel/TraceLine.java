package org.conntorture.kernel;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a line of {@code trace_pipe} says, as the key it is counted under. Used by the reader thread. */
final class TraceLine {
    private static final Pattern EVENT = Pattern.compile("\\d\\.\\d+: (kfree_skb|tcp_retransmit_skb|tcp_send_reset): ");
    private static final Pattern REASON = Pattern.compile("\\breason[:=] ?(\\w+)");
    private static final Pattern STATE = Pattern.compile("\\bstate=(\\w+)");
    /** Either {@code sport=80} or {@code src=127.0.0.1:80} or {@code src=[::1]:80}. */
    private static final Pattern SOURCE_PORT = Pattern.compile("\\b(?:sport=|src=\\S+:)(\\d+)\\b");

    private static final Pattern TARGET_PORT = Pattern.compile("\\b(?:dport=|dest=\\S+:)(\\d+)\\b");

    private TraceLine() {}

    /** Nothing for another event, a reason that is left out, and other ports than these. */
    static Optional<String> key(String line, Set<Integer> ports) {
        Matcher event = EVENT.matcher(line);
        if (!event.find()) {
            return Optional.empty();
        }
        String name = event.group(1);
        String values = line.substring(event.end());
        return switch (name) {
            case "kfree_skb" -> drop(values);
            case "tcp_retransmit_skb" ->
                concerns(values, ports) ? Optional.of(name + word(STATE, values)) : Optional.empty();
            default -> reset(name, values, ports);
        };
    }

    private static Optional<String> drop(String values) {
        String reason = word(REASON, values);
        return TracedEvent.LEFT_OUT.contains(reason.strip()) ? Optional.empty() : Optional.of("kfree_skb" + reason);
    }

    /** The tester sends resets too, with the close mode rst one a connection: they must not pass for the target's. */
    private static Optional<String> reset(String name, String values, Set<Integer> ports) {
        if (!concerns(values, ports)) {
            return Optional.empty();
        }
        boolean byTarget = ports.isEmpty() || ports.contains(port(SOURCE_PORT, values));
        return Optional.of(name + word(REASON, values) + (byTarget ? "" : KernelTrace.TO_TARGET));
    }

    private static boolean concerns(String values, Set<Integer> ports) {
        return ports.isEmpty()
                || ports.contains(port(SOURCE_PORT, values))
                || ports.contains(port(TARGET_PORT, values));
    }

    private static int port(Pattern pattern, String values) {
        Matcher port = pattern.matcher(values);
        return port.find() ? Integer.parseInt(port.group(1)) : -1;
    }

    private static String word(Pattern pattern, String values) {
        Matcher word = pattern.matcher(values);
        return word.find() ? " " + word.group(1) : "";
    }
}
