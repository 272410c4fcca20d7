package org.conntorture.evidence;

import org.conntorture.kernel.Counters;
import org.conntorture.kernel.Deltas;

/** Adds up how far the counters of both sides moved, under load and in the pauses after it; called at the ends of both. */
final class CounterWatch {
    private final HostView view;
    private Deltas client = Deltas.UNKNOWN;
    private Deltas server = Deltas.UNKNOWN;
    private Deltas quiet = Deltas.UNKNOWN;
    private long loadNs;
    private long quietNs;
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
        last = now;
    }

    /** The pause since {@link #end} is over. */
    void settle() {
        Reading now = read();
        quiet = quiet.plus(now.server.since(last.server));
        quietNs += now.ns - last.ns;
    }

    CounterEvidence evidence() {
        return new CounterEvidence(client, server, view.shared(), loadNs, quiet, quietNs);
    }
}
