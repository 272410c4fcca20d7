package org.conntorture.evidence;

import java.util.OptionalLong;
import org.conntorture.kernel.Deltas;

/**
 * How far the kernel's counters moved while the target was under load, and while all was quiet after its turns.
 *
 * @param client of the tester's network namespace
 * @param server of the target's; the same where they share one, {@link Deltas#UNKNOWN} where it is on another host
 * @param quiet of the server's namespace, or of the client's where that is unknown
 */
public record CounterEvidence(Deltas client, Deltas server, boolean shared, long loadNs, Deltas quiet, long quietNs) {

    public OptionalLong client(String name) {
        return client.of(name);
    }

    public OptionalLong server(String name) {
        return server.of(name);
    }

    /** How far a counter of the server would have moved under load by what moves it when all is quiet. */
    public long noise(String name) {
        return quietNs == 0 ? 0 : Math.round(quiet.of(name).orElse(0) * (double) loadNs / quietNs);
    }
}
