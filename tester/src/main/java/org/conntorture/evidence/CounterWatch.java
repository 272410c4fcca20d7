package org.conntorture.evidence;

import org.conntorture.kernel.Counters;
import org.conntorture.kernel.Deltas;

/** Adds up how far the counters of both sides moved, under load and in the pauses around it; called at the ends of both. */
final class CounterWatch {
    private final HostView view;
    private Deltas client = Deltas.UNKNOWN;
    private Deltas server = Deltas.UNKNOWN;
    private BackgroundNoise before = BackgroundNoise.NONE;
    private BackgroundNoise after = BackgroundNoise.NONE;
    private long loadNs;
    /** Of the turn under way; null between turns. */
    private Reading begin;

    private Reading last;

    private record Reading(long ns, Counters client, Counters server) {}

    CounterWatch(HostView view) {
        this.view = view;
    }

    private Reading read() {
        Counters ofClient = Counters.read(view.client());
        Counters ofServer =
                view.shared() ? ofClient : view.server().map(Counters::read).orElse(ofClient);
        return new Reading(System.nanoTime(), ofClient, ofServer);
    }

    /** Before the run's first turn, in the tester's namespace. */
    void quietBefore(BackgroundNoise quiet) {
        if (view.shared() || view.server().isEmpty()) {
            before = quiet;
        }
    }

    void begin() {
        begin = read();
        last = begin;
    }

    /** How far the server's counters, or the client's where those are unknown, moved since the last sample. */
    Deltas sample() {
        Reading now = read();
        Deltas moved = now.server.since(last.server);
        last = now;
        return moved;
    }

    void end() {
        Reading now = read();
        client = client.plus(now.client.since(begin.client));
        if (view.server().isPresent()) {
            server = server.plus(now.server.since(begin.server));
        }
        loadNs += now.ns - begin.ns;
        begin = null;
        last = now;
    }

    /** How far the server's counters, or the client's where those are unknown, moved under load up to the last sample. */
    Deltas soFar() {
        boolean here = view.server().isPresent();
        if (begin == null) {
            return here ? server : client;
        }
        return here ? server.plus(last.server.since(begin.server)) : client.plus(last.client.since(begin.client));
    }

    /** The pause since {@link #end} is over. */
    void settle() {
        Reading now = read();
        after = after.plus(now.server.since(last.server), now.ns - last.ns);
    }

    /** In mid-turn, with what moved up to now. */
    CounterEvidence evidence() {
        if (begin != null) {
            Reading now = read();
            return new CounterEvidence(
                    client.plus(now.client.since(begin.client)),
                    view.server().isPresent() ? server.plus(now.server.since(begin.server)) : server,
                    view.shared(),
                    loadNs + now.ns - begin.ns,
                    before,
                    after);
        }
        return new CounterEvidence(client, server, view.shared(), loadNs, before, after);
    }
}
