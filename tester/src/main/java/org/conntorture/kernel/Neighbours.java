package org.conntorture.kernel;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** The neighbour table of IPv4, of the file arp. Cold code on any thread. */
public final class Neighbours {
    /** Columns are IP address, HW type, Flags, HW address, Mask and Device. */
    private static final int FLAGS = 2;

    private static final int COLUMNS = 6;
    private static final String INCOMPLETE = "0x0";

    private Neighbours() {}

    /**
     * Whether the address waits for an answer to ARP, or got none. Unknown for one without an entry: it may be behind a
     * gateway, which has its own.
     */
    public static Optional<Boolean> isUnresolved(NetFiles net, InetAddress address) {
        if (!(address instanceof Inet4Address)) {
            return Optional.empty();
        }
        List<String[]> entries = KernelText.lines(net.directory().resolve("arp")).stream()
                .map(KernelText::columns)
                .filter(columns -> columns[0].equals(address.getHostAddress()))
                .toList();
        boolean areWhole = entries.stream()
                .allMatch(columns -> columns.length == COLUMNS && columns[FLAGS].matches("0x[0-9a-f]{1,8}"));
        return entries.isEmpty() || !areWhole
                ? Optional.empty()
                : Optional.of(entries.stream().anyMatch(columns -> columns[FLAGS].equals(INCOMPLETE)));
    }
}
