package org.conntorture.capture;

import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.stream.Collectors;

/** What tcpdump is told to capture, in its words. */
final class PacketFilter {
    /** FIN, SYN and RST. */
    private static final int OPENING_OR_CLOSING = 0x07;
    /** Flags of TCP lie in its byte 13; tcpdump knows where TCP begins in IPv4 only, in IPv6 it is after 40 bytes. */
    private static final String FLAGS =
            "((ip and tcp[13] & %1$d %2$s 0) or (ip6 and ip6[6] = 6 and ip6[53] & %1$d %2$s 0))";

    private PacketFilter() {}

    static String handshakes(Collection<InetSocketAddress> targets) {
        return hosts(targets) + " and " + FLAGS.formatted(OPENING_OR_CLOSING, "!=");
    }

    static String rest(Collection<InetSocketAddress> targets) {
        return hosts(targets) + " and " + FLAGS.formatted(OPENING_OR_CLOSING, "=");
    }

    private static String hosts(Collection<InetSocketAddress> targets) {
        return targets.stream()
                .map(target -> "(host " + numeric(target) + " and tcp port " + target.getPort() + ")")
                .sorted()
                .distinct()
                .collect(Collectors.joining(" or ", "(", ")"));
    }

    /** Without the scope of a link-local address, which tcpdump does not take. */
    private static String numeric(InetSocketAddress target) {
        return target.getAddress().getHostAddress().replaceFirst("%.*", "");
    }
}
