package org.conntorture.target;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
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

    private final Iterator<int[]> ranges;
    private final Random random;
    /** Those of the range under way, in random order. */
    private int[] ports = {};

    private int taken;

    private FreePorts(List<int[]> ranges, Random random) {
        this.ranges = ranges.iterator();
        this.random = random;
    }

    /** Ports inside the ephemeral range come last: hosts with a range from 1024 to 65535 have no others. */
    static FreePorts outside(PortRange ephemeral, Random random) {
        int below = ephemeral.first() - 1;
        return new FreePorts(
                List.of(
                        new int[] {FIRST_PREFERRED, below},
                        new int[] {FIRST_UNPRIVILEGED, Math.min(FIRST_PREFERRED - 1, below)},
                        new int[] {ephemeral.last() + 1, LAST_PORT},
                        new int[] {Math.max(FIRST_UNPRIVILEGED, ephemeral.first()), ephemeral.last()}),
                random);
    }

    static FreePorts ofHost(Sysctl sysctl) {
        return outside(PortRange.read(sysctl).orElse(USUAL_RANGE), new Random());
    }

    /** A port that nothing is bound to at this moment, and on which no connection is left, not even in TIME_WAIT. */
    int take() {
        while (hasNext()) {
            int port = ports[taken++];
            if (canBind(port, false)) {
                return port;
            }
        }
        throw new IllegalStateException("no free TCP port is left on this host");
    }

    /** A range is shuffled once it is needed: most runs start nothing, and few get beyond the first. */
    private boolean hasNext() {
        while (taken == ports.length && ranges.hasNext()) {
            int[] range = ranges.next();
            ports = shuffled(range[0], range[1]);
            taken = 0;
        }
        return taken < ports.length;
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

    private int[] shuffled(int first, int last) {
        int[] range = IntStream.rangeClosed(first, last).toArray();
        for (int i = range.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int port = range[i];
            range[i] = range[other];
            range[other] = port;
        }
        return range;
    }
}
