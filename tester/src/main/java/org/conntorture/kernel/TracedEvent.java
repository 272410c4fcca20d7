package org.conntorture.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The kernel events that say why a connection fails, and what the kernel is told to leave out of each. */
enum TracedEvent {
    /** A packet dropped; since 5.17 with the reason, before that it says nothing worth its cost. */
    KFREE_SKB("skb/kfree_skb", "reason"),
    /** A segment sent again, with the state of its socket; since 4.16. */
    TCP_RETRANSMIT_SKB("tcp/tcp_retransmit_skb", "skaddr"),
    /** A reset sent, since 4.16; newer kernels give the reason. */
    TCP_SEND_RESET("tcp/tcp_send_reset", "skaddr");

    /**
     * Two QUEUE_PURGE of each healthy connection (its FINs), and NOT_SPECIFIED, the rest of which kernels after 5.17
     * had not yet sorted. NO_SOCKET stays: a healthy load makes none.
     */
    static final Set<String> LEFT_OUT = Set.of("QUEUE_PURGE", "NOT_SPECIFIED");

    /** A filter may be one page long; more ports than this are told apart by {@link TraceLine} alone. */
    private static final int MOST_PORTS = 32;

    private static final int PROTOCOL_IPV4 = 0x0800;
    private static final int PROTOCOL_IPV6 = 0x86dd;

    private final String path;
    private final String needed;

    TracedEvent(String path, String needed) {
        this.path = path;
        this.needed = needed;
    }

    /** Below {@code events/}. */
    String path() {
        return path;
    }

    boolean isUseful(TraceFormat format) {
        return format.has(needed);
    }

    /** In the words of the kernel's {@code filter} file; empty text for no filter. */
    String filter(TraceFormat format, Set<Integer> ports) {
        return this == KFREE_SKB ? dropFilter(format) : portFilter(format, ports);
    }

    private static String dropFilter(TraceFormat format) {
        List<String> terms = new ArrayList<>();
        // Other protocols are sockets of this host among themselves.
        terms.add("(protocol == " + PROTOCOL_IPV4 + " || protocol == " + PROTOCOL_IPV6 + ")");
        for (String reason : new TreeSet<>(LEFT_OUT)) {
            format.reason(reason).ifPresent(number -> terms.add("reason != " + number));
        }
        return String.join(" && ", terms);
    }

    private static String portFilter(TraceFormat format, Set<Integer> ports) {
        if (!format.has("sport") || ports.size() > MOST_PORTS) {
            return "";
        }
        return new TreeSet<>(ports)
                .stream()
                        .map(port -> "sport == " + port + " || dport == " + port)
                        .collect(Collectors.joining(" || "));
    }
}
