package org.conntorture.diagnosis;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.conntorture.evidence.ListenerTrack;
import org.conntorture.evidence.ProcessTrack;

/** A listening socket of a {@link CaseBuilder}; healthy, looked at 50 times over the ten seconds of the run. */
final class ListenerSketch {
    InetSocketAddress local = Sockets.TARGET;
    long inode = 900;
    int samples = 50;
    int full;
    int empty = 50;
    long peak;
    OptionalLong limit = OptionalLong.of(128);
    OptionalLong drops = OptionalLong.of(0);
    long firstNs = CaseBuilder.ZERO_NS;
    long lastNs = CaseBuilder.ZERO_NS + CaseBuilder.RUN_NS;
    boolean ownerKnown = true;
    long pid = 43;
    double busiest = 0.2;
    final Map<Character, Integer> states = new HashMap<>(Map.of('S', 50));
    final List<ProcessTrack.Stop> stops = new ArrayList<>();
    OptionalLong descriptors = OptionalLong.of(20);
    OptionalLong descriptorLimit = OptionalLong.of(1024);

    ListenerSketch at(String host) {
        local = new InetSocketAddress(host, 8085);
        return this;
    }

    ListenerSketch inode(long number) {
        inode = number;
        return this;
    }

    /** Seconds of the run. */
    ListenerSketch between(double first, double last) {
        firstNs = CaseBuilder.ZERO_NS + (long) (first * 1e9);
        lastNs = CaseBuilder.ZERO_NS + (long) (last * 1e9);
        return this;
    }

    ListenerSketch queue(long peak, long limit, int full, int empty) {
        this.peak = peak;
        this.limit = OptionalLong.of(limit);
        this.full = full;
        this.empty = empty;
        return this;
    }

    ListenerSketch drops(long count) {
        drops = OptionalLong.of(count);
        return this;
    }

    /** As without ss. */
    ListenerSketch withoutDetails() {
        drops = OptionalLong.empty();
        limit = OptionalLong.empty();
        full = 0;
        return this;
    }

    ListenerSketch stopped(double fromSecond, double toSecond) {
        int looks = (int) ((toSecond - fromSecond) * 5) + 1;
        states.merge('T', looks, Integer::sum);
        stops.add(new ProcessTrack.Stop(
                CaseBuilder.ZERO_NS + (long) (fromSecond * 1e9), CaseBuilder.ZERO_NS + (long) (toSecond * 1e9)));
        return this;
    }

    ListenerSketch descriptors(long open, long of) {
        descriptors = OptionalLong.of(open);
        descriptorLimit = OptionalLong.of(of);
        return this;
    }

    ListenerSketch busy() {
        busiest = 1;
        return this;
    }

    ListenerSketch ofAnotherUser() {
        ownerKnown = false;
        return this;
    }

    ListenerTrack track() {
        Optional<ProcessTrack> owner = ownerKnown
                ? Optional.of(new ProcessTrack(
                        pid, "server", "", Map.copyOf(states), busiest, stops, descriptors, descriptorLimit))
                : Optional.empty();
        return new ListenerTrack(local, inode, samples, full, empty, peak, limit, drops, firstNs, lastNs, owner);
    }
}
