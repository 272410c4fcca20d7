package org.conntorture.target;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.conntorture.kernel.PortRange;
import org.conntorture.kernel.Sysctl;

/**
 * Chooses ports for targets to listen on: below the ephemeral range, so that no client's source port can be the same,
 * and none twice in a run, so that leftovers of one target never meet another. Used by the thread that starts targets.
 */
final class FreePorts {
    /** Kernel's defaults, for hosts that do not say. */
    private static final PortRange USUAL_RANGE = new PortRange(32768, 60999, 0);

    private static final int FIRST_UNPRIVILEGED = 1024;
    /** Well-known services listen below. */
    private static final int FIRST_PREFERRED = 20_000;

    private static final int LAST_PORT = 65_535;

    private final Iterator<Integer> candidates;

    private FreePorts(Iterator<Integer> candidates) {
        this.candidates = candidates;
    }

    /** Ports inside the ephemeral range come last: hosts with a range from 1024 to 65535 have no others. */
    static FreePorts outside(PortRange ephemeral, Random random) {
        Set<Integer> ports = new LinkedHashSet<>();
        addShuffled(ports, FIRST_PREFERRED, ephemeral.first() - 1, random);
        addShuffled(ports, FIRST_UNPRIVILEGED, ephemeral.first() - 1, random);
        addShuffled(ports, ephemeral.last() + 1, LAST_PORT, random);
        addShuffled(ports, Math.max(FIRST_UNPRIVILEGED, ephemeral.first()), ephemeral.last(), random);
        return new FreePorts(ports.iterator());
    }

    static FreePorts ofHost(Sysctl sysctl) {
        return outside(PortRange.read(sysctl).orElse(USUAL_RANGE), new Random());
    }

    /** A port that nothing is bound to at this moment, and on which no connection is left, not even in TIME_WAIT. */
    int take() {
        while (candidates.hasNext()) {
            int port = candidates.next();
            if (canBind(port, false)) {
                return port;
            }
        }
        throw new IllegalStateException("no free TCP port is left on this host");
    }

    /** Whether a server could listen there: TIME_WAIT of an earlier one does not keep it from that. */
    static boolean isFree(int port) {
        return canBind(port, true);
    }

    /** Binds without listening, so that no stranger's connection is accepted meanwhile. */
    private static boolean canBind(int port, boolean reuse) {
        try (Socket socket = new Socket()) {
            socket.setReuseAddress(reuse);
            socket.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException inUse) {
            return false;
        }
    }

    private static void addShuffled(Set<Integer> ports, int first, int last, Random random) {
        List<Integer> range = new ArrayList<>();
        for (int port = first; port <= last; port++) {
            range.add(port);
        }
        Collections.shuffle(range, random);
        ports.addAll(range);
    }
}
