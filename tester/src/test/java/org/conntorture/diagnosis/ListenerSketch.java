package org.conntorture.diagnosis;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.conntorture.evidence.CpuTrack;
import org.conntorture.evidence.ListenerTrack;
import org.conntorture.evidence.ProcessTrack;
import org.conntorture.kernel.CpuThrottling;
import org.conntorture.kernel.ProcessState;

/** A listening socket of a {@link CaseBuilder}; healthy, looked at 50 times over the ten seconds of the run. */
public final class ListenerSketch {
    public InetSocketAddress local = Sockets.TARGET;
    public long inode = 900;
    public int samples = 50;
    public int full;
    public int empty = 50;
    public long peak;
    public OptionalLong limit = OptionalLong.of(128);
    public OptionalLong drops = OptionalLong.of(0);
    public long firstNs = CaseBuilder.ZERO_NS;
    public long lastNs = CaseBuilder.ZERO_NS + CaseBuilder.RUN_NS;
    public boolean ownerKnown = true;
    public long pid = 43;
    public double busiest = 0.2;
    public CpuTrack cpu = CpuTrack.UNKNOWN;
    public final Map<Character, Integer> states = new HashMap<>(Map.of('S', 50));
    public final List<ProcessTrack.Stop> stops = new ArrayList<>();
    public OptionalLong descriptors = OptionalLong.of(20);
    public OptionalLong descriptorLimit = OptionalLong.of(1024);

    public ListenerSketch at(String host) {
        local = new InetSocketAddress(host, 8085);
        return this;
    }

    public ListenerSketch inode(long number) {
        inode = number;
        return this;
    }

    /** Seconds of the run. */
    public ListenerSketch between(double first, double last) {
        firstNs = CaseBuilder.ZERO_NS + (long) (first * 1e9);
        lastNs = CaseBuilder.ZERO_NS + (long) (last * 1e9);
        return this;
    }

    public ListenerSketch queue(long peak, long limit, int full, int empty) {
        this.peak = peak;
        this.limit = OptionalLong.of(limit);
        this.full = full;
        this.empty = empty;
        return this;
    }

    public ListenerSketch drops(long count) {
        drops = OptionalLong.of(count);
        return this;
    }

    /** Looks at it, spread over the run. */
    public ListenerSketch samples(int count) {
        samples = count;
        return this;
    }

    /** As without ss. */
    public ListenerSketch withoutDetails() {
        drops = OptionalLong.empty();
        limit = OptionalLong.empty();
        full = 0;
        return this;
    }

    public ListenerSketch stopped(double fromSecond, double toSecond) {
        return stoodStill('T', fromSecond, toSecond);
    }

    public ListenerSketch frozen(double fromSecond, double toSecond) {
        return stoodStill(ProcessState.FROZEN, fromSecond, toSecond);
    }

    private ListenerSketch stoodStill(char state, double fromSecond, double toSecond) {
        int looks = (int) ((toSecond - fromSecond) * 5) + 1;
        states.merge(state, looks, Integer::sum);
        stops.add(new ProcessTrack.Stop(
                CaseBuilder.ZERO_NS + (long) (fromSecond * 1e9), CaseBuilder.ZERO_NS + (long) (toSecond * 1e9)));
        return this;
    }

    public ListenerSketch descriptors(long open, long of) {
        descriptors = OptionalLong.of(open);
        descriptorLimit = OptionalLong.of(of);
        return this;
    }

    /** Seconds of the ten of the run. */
    public ListenerSketch kept(double ran, double queued, double throttled, double tester) {
        return kept(ran, queued, throttled, (int) (10 * throttled), tester);
    }

    /** @param periods of a hundred in which it was throttled */
    public ListenerSketch kept(double ran, double queued, double throttled, int periods, double tester) {
        cpu = new CpuTrack(
                CaseBuilder.RUN_NS,
                (long) (ran * 1e9),
                OptionalLong.of((long) (queued * 1e9)),
                new CpuThrottling(
                        OptionalLong.of(100), OptionalLong.of(periods), OptionalLong.of((long) (throttled * 1e9))),
                (long) (tester * 1e9));
        return this;
    }

    public ListenerSketch busy() {
        busiest = 1;
        return this;
    }

    public ListenerSketch ofAnotherUser() {
        ownerKnown = false;
        return this;
    }

    public ListenerTrack track() {
        Optional<ProcessTrack> owner = ownerKnown
                ? Optional.of(new ProcessTrack(
                        pid, "server", "", Map.copyOf(states), busiest, stops, descriptors, descriptorLimit, cpu))
                : Optional.empty();
        return new ListenerTrack(local, inode, samples, full, empty, peak, limit, drops, firstNs, lastNs, owner);
    }
}
