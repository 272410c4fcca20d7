package org.conntorture.reference;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The arguments of {@code conntorture serve}, checked and with every default filled in.
 *
 * @param address to listen on, resolved; port 0 is a free one
 * @param backlog asked of the kernel, which caps it at net.core.somaxconn
 * @param every the fault hits connections number N, 2N, 3N and so on; 0 where the kind has no such count
 * @param stall how long a stalled connection waits for its answer
 * @param proxyProtocol each connection must begin with a PROXY protocol header, as of HAProxy's send-proxy
 */
public record ServeOptions(
        Kind kind, InetSocketAddress address, int backlog, int every, Duration stall, boolean proxyProtocol) {
    /** Options that are set by being there. */
    private static final Set<String> FLAGS = Set.of("proxy-protocol");

    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(ms|s)");

    public ServeOptions {
        if (address.isUnresolved()) {
            throw new IllegalArgumentException(
                    "unknown host '" + address.getHostString() + "': give --host an address of this machine");
        }
    }

    /** Reads {@code KIND [--option value | --option=value]...}; IllegalArgumentException with one sentence and the fix. */
    public static ServeOptions parse(List<String> arguments) {
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("a server kind is needed: one of " + String.join(", ", Kind.ids()));
        }
        Kind kind = Kind.ofId(arguments.get(0));
        Map<String, String> values = values(kind, arguments.subList(1, arguments.size()));
        return new ServeOptions(
                kind,
                new InetSocketAddress(
                        values.getOrDefault("host", "127.0.0.1"), number("port", values.get("port"), 0, 0, 65_535)),
                number("backlog", values.get("backlog"), 511, 1, 65_535),
                number("every", values.get("every"), kind.every(), 1, 1_000_000_000),
                duration("stall", values.get("stall"), Duration.ofSeconds(6)),
                values.containsKey("proxy-protocol"));
    }

    private static Map<String, String> values(Kind kind, List<String> arguments) {
        Map<String, String> values = new HashMap<>();
        for (int index = 0; index < arguments.size(); index++) {
            String[] parts = arguments.get(index).split("=", 2);
            if (!parts[0].startsWith("--") || !kind.options().contains(parts[0].substring(2))) {
                throw new IllegalArgumentException(
                        kind.id() + " has no option '" + parts[0] + "': it takes " + optionList(kind));
            }
            String name = parts[0].substring(2);
            if (FLAGS.contains(name)) {
                requireNoValue(parts);
                values.put(name, "");
                continue;
            }
            if (parts.length == 1 && ++index == arguments.size()) {
                throw new IllegalArgumentException(parts[0] + " needs a value");
            }
            values.put(name, parts.length == 2 ? parts[1] : arguments.get(index));
        }
        return values;
    }

    private static void requireNoValue(String[] parts) {
        if (parts.length == 2) {
            throw new IllegalArgumentException(parts[0] + " takes no value");
        }
    }

    private static String optionList(Kind kind) {
        return new TreeSet<>(kind.options()).stream().map(name -> "--" + name).collect(Collectors.joining(", "));
    }

    private static int number(String name, String text, int fallback, int least, int most) {
        if (text == null) {
            return fallback;
        }
        if (text.matches("\\d{1,10}")) {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return (int) value;
            }
        }
        throw new IllegalArgumentException(
                "--" + name + " must be a whole number from " + least + " to " + most + ", was '" + text + "'");
    }

    private static Duration duration(String name, String text, Duration fallback) {
        if (text == null) {
            return fallback;
        }
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("--" + name + " must be a time such as 500ms or 5s, was '" + text + "'");
        }
        long value = Long.parseLong(matcher.group(1));
        return matcher.group(2).equals("s") ? Duration.ofSeconds(value) : Duration.ofMillis(value);
    }
}
