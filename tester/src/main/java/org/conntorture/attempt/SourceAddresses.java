package org.conntorture.attempt;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.conntorture.plan.Sources;

/**
 * Hands out the local ends that were asked for, in turn: all addresses with one port, then with the next. Owned by one
 * event loop; loop i of n takes every n-th port, so that no two loops bind the same.
 */
final class SourceAddresses {
    private final InetAddress[] addresses;
    private final int firstPort;
    private final int portCount;
    private final int stride;
    private int portOffset;
    private int addressIndex;

    /** {@code anyLocal} stands in where ports alone were asked for. */
    SourceAddresses(Sources sources, InetAddress anyLocal, int loopIndex, int loops) {
        this.addresses = sources.addresses().isEmpty()
                ? new InetAddress[] {anyLocal}
                : sources.addresses().toArray(InetAddress[]::new);
        this.firstPort = sources.firstPort();
        this.portCount = sources.portCount();
        this.stride = loops;
        this.portOffset = loopIndex;
    }

    /** How many different ones {@link #next} gives, where the kernel chooses the port one for each address. */
    long count() {
        int ports = (portCount - portOffset % stride + stride - 1) / stride;
        return (long) addresses.length * Math.max(1, ports);
    }

    /** The next local end; its port is 0 where the kernel chooses it. */
    InetSocketAddress next() {
        InetSocketAddress next =
                new InetSocketAddress(addresses[addressIndex], portCount == 0 ? 0 : firstPort + portOffset % portCount);
        if (++addressIndex == addresses.length) {
            addressIndex = 0;
            portOffset += stride;
            if (portOffset >= portCount) {
                portOffset %= stride;
            }
        }
        return next;
    }
}
