package org.conntorture.plan;

import java.net.InetAddress;
import java.util.List;

/**
 * Where connections come from.
 *
 * @param addresses taken in turn; empty: the kernel chooses
 * @param firstPort first of the ports bound in turn, or 0: the kernel chooses
 * @param lastPort last of them, inclusive, or 0
 */
public record Sources(List<InetAddress> addresses, int firstPort, int lastPort) {
    public static final Sources KERNEL = new Sources(List.of(), 0, 0);

    public Sources {
        addresses = List.copyOf(addresses);
        boolean none = firstPort == 0 && lastPort == 0;
        if (!none && (firstPort < 1 || lastPort > 65535 || firstPort > lastPort)) {
            throw new IllegalArgumentException(
                    "source ports must be FIRST-LAST within 1 to 65535, was " + firstPort + "-" + lastPort);
        }
    }

    public boolean choosesPort() {
        return firstPort != 0;
    }

    public boolean isKernels() {
        return addresses.isEmpty() && !choosesPort();
    }

    /** Ports of each source address, or 0 where the kernel chooses. */
    public int portCount() {
        return choosesPort() ? lastPort - firstPort + 1 : 0;
    }
}
