package org.conntorture.evidence;

import org.conntorture.kernel.Counters;
import org.conntorture.kernel.Deltas;
import org.conntorture.kernel.NetFiles;

/** How far counters moved while the tester sent nothing: by others on the host. */
public record BackgroundNoise(Deltas moved, long ns) {
    public static final BackgroundNoise NONE = new BackgroundNoise(Deltas.UNKNOWN, 0);
    /** A shorter look sees nothing of what comes now and then. */
    private static final long LEAST_NS = 50_000_000;

    boolean isLongEnough() {
        return ns >= LEAST_NS;
    }

    /** How far a counter would move by that in a time; 0 where it is unknown. */
    double within(String name, long timeNs) {
        return moved.of(name).orElse(0) * (double) timeNs / ns;
    }

    BackgroundNoise plus(Deltas more, long moreNs) {
        return new BackgroundNoise(moved.plus(more), ns + moreNs);
    }

    /** A time in the tester's network namespace that is yet to end. */
    public static final class Watch {
        private final Counters begin = Counters.read(NetFiles.OF_TESTER);
        private final long beginNs = System.nanoTime();

        public BackgroundNoise end() {
            return new BackgroundNoise(Counters.read(NetFiles.OF_TESTER).since(begin), System.nanoTime() - beginNs);
        }
    }
}
