package org.conntorture.kernel;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.HexFormat;
import java.util.List;

/** The addresses of a network namespace itself: fib_trie and if_inet6. Cold code on any thread. */
public final class LocalAddresses {
    private static final String LEAF = "|-- ";
    private static final String OF_THE_HOST = "/32 host LOCAL";

    private LocalAddresses() {}

    /** Whether it is loopback, every address, or one of the tester's own namespace; false where that is unknown. */
    public static boolean areTesters(InetAddress address) {
        try {
            return address.isLoopbackAddress()
                    || address.isAnyLocalAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException unknown) {
            return false;
        }
    }

    /** False where that is unknown. */
    public static boolean have(NetFiles net, InetAddress address) {
        return address instanceof Inet4Address ? haveIpv4(net, address) : haveIpv6(net, address);
    }

    /** A leaf of the trie is a line of its own, and what the address is for stands in those after it. */
    private static boolean haveIpv4(NetFiles net, InetAddress address) {
        boolean isLeaf = false;
        for (String line : KernelText.lines(net.directory().resolve("fib_trie"))) {
            String text = line.strip();
            if (text.startsWith(LEAF)) {
                isLeaf = text.equals(LEAF + address.getHostAddress());
            } else if (isLeaf && text.equals(OF_THE_HOST)) {
                return true;
            }
        }
        return false;
    }

    private static boolean haveIpv6(NetFiles net, InetAddress address) {
        String digits = HexFormat.of().formatHex(address.getAddress());
        List<String> lines = KernelText.lines(net.directory().resolve("if_inet6"));
        return lines.stream().anyMatch(line -> KernelText.columns(line)[0].equals(digits));
    }
}
