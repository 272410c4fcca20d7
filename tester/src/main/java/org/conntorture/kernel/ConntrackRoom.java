package org.conntorture.kernel;

import java.util.OptionalLong;

/**
 * How full the connection tracking table is; unknown where connections are not tracked.
 *
 * @param count of the tester's namespace
 * @param max for all namespaces, each alone
 */
public record ConntrackRoom(OptionalLong count, OptionalLong max) {
    public static ConntrackRoom read(Sysctl sysctl) {
        return new ConntrackRoom(
                sysctl.number("net.netfilter.nf_conntrack_count"), sysctl.number("net.netfilter.nf_conntrack_max"));
    }
}
