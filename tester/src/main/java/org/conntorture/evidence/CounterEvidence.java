package org.conntorture.evidence;

import java.util.OptionalLong;
import java.util.stream.Stream;
import org.conntorture.kernel.Deltas;

/**
 * How far the kernel's counters moved while the target was under load, and while all was quiet before its turns and after.
 *
 * @param client of the tester's network namespace
 * @param server of the target's; the same where they share one, {@link Deltas#UNKNOWN} where it is on another host
 * @param before of the tester's namespace, before the run's first turn; {@link BackgroundNoise#NONE} if the target's is another
 * @param after of the server's namespace, or of the client's where that is unknown, after all turns
 */
public record CounterEvidence(
        Deltas client, Deltas server, boolean shared, long loadNs, BackgroundNoise before, BackgroundNoise after) {
    static final CounterEvidence UNKNOWN =
            new CounterEvidence(Deltas.UNKNOWN, Deltas.UNKNOWN, false, 0, BackgroundNoise.NONE, BackgroundNoise.NONE);

    public OptionalLong client(String name) {
        return client.of(name);
    }

    public OptionalLong server(String name) {
        return server.of(name);
    }

    /**
     * How far a counter of the server would have moved under load by what moves it when all is quiet: before it or after
     * it, whichever is less, as targets that start make noise before and what failed has echoes after.
     */
    public long noise(String name) {
        return Math.round(Stream.of(before, after)
                .filter(BackgroundNoise::isLongEnough)
                .mapToDouble(quiet -> quiet.within(name, loadNs))
                .min()
                .orElse(0));
    }
}
