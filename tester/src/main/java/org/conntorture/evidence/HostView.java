package org.conntorture.evidence;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.conntorture.kernel.LocalAddresses;
import org.conntorture.kernel.NetFiles;

/**
 * Where to read of one target: the tester's network namespace and the target's, which may be another one of this host or,
 * for a target on another host, none.
 *
 * @param server empty where the target is not on this host
 * @param namespacePid a process in the target's namespace where that is not the tester's
 */
record HostView(InetSocketAddress address, Optional<NetFiles> server, OptionalLong namespacePid) {

    /** @param pid a process of the target, if one is known */
    static HostView of(InetSocketAddress address, OptionalLong pid) {
        if (pid.isPresent() && !NetFiles.sharedWith(pid.getAsLong()).orElse(true)) {
            return new HostView(address, Optional.of(NetFiles.ofProcess(pid.getAsLong())), pid);
        }
        boolean here = pid.isPresent() || LocalAddresses.areTesters(address.getAddress());
        return new HostView(address, here ? Optional.of(NetFiles.OF_TESTER) : Optional.empty(), OptionalLong.empty());
    }

    NetFiles client() {
        return NetFiles.OF_TESTER;
    }

    boolean shared() {
        return server.isPresent() && namespacePid.isEmpty();
    }

    int port() {
        return address.getPort();
    }

    /** Words before a command that is to run in the target's namespace. */
    List<String> commandPrefix() {
        return namespacePid.isPresent()
                ? List.of("nsenter", "-t", Long.toString(namespacePid.getAsLong()), "-n")
                : List.of();
    }

    /** Whether a client's connection to {@code remote} is one to the target's address. */
    boolean isReachedBy(InetAddress remote) {
        return remote.equals(address.getAddress()) || address.getAddress().isAnyLocalAddress();
    }

    /** Whether a socket bound to {@code local} takes connections to the target's address. */
    boolean isServedBy(InetAddress local) {
        return local.isAnyLocalAddress()
                || local.equals(address.getAddress())
                || address.getAddress().isAnyLocalAddress()
                || namespacePid.isPresent();
    }
}
