package org.conntorture.diagnosis;

import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** Numbers as facts say them. */
public final class Quantities {
    private static final int MOST_LISTED = 12;

    private Quantities() {}

    /** {@code 61,000}. */
    public static String of(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 1 SYN}, {@code 12 SYNs}. */
    public static String of(long number, String noun) {
        return of(number) + " " + noun + (number == 1 ? "" : "s");
    }

    /** {@code 40001, 40007 and 12 more}. */
    public static String list(Collection<?> items) {
        String listed = items.stream().limit(MOST_LISTED).map(Object::toString).collect(Collectors.joining(", "));
        return items.size() > MOST_LISTED ? listed + " and " + (items.size() - MOST_LISTED) + " more" : listed;
    }

    /** {@code 127.0.0.1:8085}, {@code [0:0:0:0:0:0:0:1]:8085}. */
    public static String of(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    /** Replies and names of processes may hold anything, reports are plain ASCII. */
    public static String plain(String text) {
        return text.replaceAll("\\s+", " ").replaceAll("[^ -~]", "?");
    }
}
