package org.conntorture.result;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of the host while a target is under load, about a second old at most. Unknown is empty, never 0.
 *
 * @param acceptQueue connections that wait to be accepted at the fullest of the target's listeners
 * @param acceptQueueLimit of that listener: one more than that may wait
 * @param acceptQueuePeak most seen waiting at any of them, over all turns of the target so far
 * @param acceptQueuePeakLimit of the listener of that peak, which may be another one than the fullest now
 * @param moved how far the kernel counters that tell of failures moved under this target's load, over all its turns so far,
 *     by nstat's names ({@code TcpExtListenOverflows}); of the target's host, or the tester's where that is another one.
 *     Those that did not move are left out.
 * @param longestStallNs longest time in which one of the tester's own loops stood still in this turn; ticks come every 10 ms
 * @param disturbance under way now, in words that complete "loses connections while", such as {@code it is reloaded}
 */
public record HostProgress(
        OptionalLong acceptQueue,
        OptionalLong acceptQueueLimit,
        OptionalLong acceptQueuePeak,
        OptionalLong acceptQueuePeakLimit,
        Map<String, Long> moved,
        long longestStallNs,
        Optional<String> disturbance) {
    public static final HostProgress UNKNOWN = new HostProgress(
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            Map.of(),
            0,
            Optional.empty());

    public HostProgress {
        moved = Map.copyOf(moved);
    }
}
