package org.conntorture.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import org.conntorture.kernel.PortRange;
import org.conntorture.plan.Sources;

/**
 * Whether a socket could connect to itself: the target is on this host, and its port is one the client may be given.
 * Such a connection stands without any server and echoes perfectly.
 */
final class SelfConnect {
    private SelfConnect() {}

    static boolean isPossible(InetSocketAddress remote, Sources sources, PortRange ephemeral) {
        int port = remote.getPort();
        boolean mayBeGiven = sources.choosesPort()
                ? port >= sources.firstPort() && port <= sources.lastPort()
                : port >= ephemeral.first() && port <= ephemeral.last();
        return mayBeGiven && isLocal(remote);
    }

    private static boolean isLocal(InetSocketAddress remote) {
        try {
            return remote.getAddress().isLoopbackAddress()
                    || remote.getAddress().isAnyLocalAddress()
                    || NetworkInterface.getByInetAddress(remote.getAddress()) != null;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the host's network interfaces cannot be read", unreadable);
        }
    }
}
