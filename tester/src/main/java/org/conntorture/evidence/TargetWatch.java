package org.conntorture.evidence;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.conntorture.kernel.ConntrackRoom;
import org.conntorture.kernel.KernelTrace;
import org.conntorture.kernel.SocketRow;
import org.conntorture.kernel.SocketTable;
import org.conntorture.kernel.Sysctl;
import org.conntorture.record.IntervalSnapshot;
import org.conntorture.record.OverdueRecord;

/**
 * Gathers what the host says of one target over all its turns. The run's thread calls what its ends need, {@link
 * HostWatch}'s thread the samples between, never both at a time: all methods hold the same lock, but {@link #add}, which
 * the run's thread calls under load and which must not wait for a look at the host, and {@link #lastSample}.
 */
public final class TargetWatch {
    private final HostView view;
    private final Sysctl sysctl = new Sysctl(Sysctl.ROOT);
    private final AttemptEvidence.Collector attempts = new AttemptEvidence.Collector();
    private final ClientWatch client;
    private final CounterWatch counters;
    private final ListenerWatch listeners;
    private final SocketLookup lookup;
    private final Map<InetSocketAddress, LeakWatch> behind = new LinkedHashMap<>();
    private Optional<ProxyLog> proxyLog = Optional.empty();
    private final LeakWatch leaks;
    private final TraceWatch trace;
    private final String whyNoTrace;
    private List<ProbeResult> probes = List.of();
    private OptionalLong conntrackPeak = OptionalLong.empty();
    private OptionalLong conntrackMax = OptionalLong.empty();
    private volatile HostSample lastSample = HostSample.UNKNOWN;

    /** Without the kernel's trace. */
    public TargetWatch(InetSocketAddress address, OptionalLong pid) {
        this(address, pid, new KernelTrace.Start(Optional.empty(), "the kernel's trace was not asked for"));
    }

    /**
     * @param pid a process of the target, which may be in another network namespace; empty where none is known
     * @param trace of the whole run
     */
    public TargetWatch(InetSocketAddress address, OptionalLong pid, KernelTrace.Start trace) {
        this.trace = new TraceWatch(trace.trace());
        this.whyNoTrace = trace.whyNot();
        this.view = HostView.of(address, pid);
        this.client = new ClientWatch(view, sysctl);
        this.counters = new CounterWatch(view);
        this.listeners = new ListenerWatch(view);
        this.lookup = new SocketLookup(view);
        this.leaks = new LeakWatch(view);
    }

    /** Servers behind it, on this host, whose sockets are to be looked at too. Before the first turn. */
    public synchronized void watchBehind(List<InetSocketAddress> addresses) {
        addresses.forEach(address -> behind.put(address, new LeakWatch(HostView.of(address, OptionalLong.empty()))));
    }

    /** What it logged as a proxy. */
    public synchronized void proxyLog(ProxyLog log) {
        proxyLog = Optional.of(log);
    }

    /** Before the run's first turn, in the tester's namespace. */
    public synchronized void quietBefore(BackgroundNoise quiet) {
        counters.quietBefore(quiet);
    }

    /** Before the load of a turn. */
    synchronized void begin() {
        leaks.begin();
        behind.values().forEach(LeakWatch::begin);
        listeners.sample(System.nanoTime());
        listeners.readDetails();
        client.begin();
        trace.begin();
        counters.begin();
        lastSample = listeners.soFar(counters.soFar());
    }

    /** What ended within the last interval. */
    public void add(List<IntervalSnapshot> snapshots) {
        snapshots.forEach(attempts::add);
    }

    synchronized void overdue(OverdueRecord record) {
        lookup.add(record);
    }

    synchronized void lookUp() {
        lookup.run(listeners.pids());
    }

    synchronized void sampleListeners() {
        listeners.sampleIfCheap();
        lastSample = listeners.soFar(lastSample.moved());
    }

    /** Returns at once; any thread. */
    public HostSample lastSample() {
        return lastSample;
    }

    /** A second's line of evidence.jsonl, without target and time. */
    synchronized Map<String, Object> sampleAll() {
        ConntrackRoom room = ConntrackRoom.read(sysctl);
        conntrackPeak = max(conntrackPeak, room.count());
        conntrackMax = room.max();
        client.sample();
        List<SocketRow> rows = listeners.sampleIfCheap();
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("moved", counters.sample().moved());
        line.put("acceptQueues", rows.stream().map(SocketRow::rxQueue).toList());
        lastSample = listeners.soFar(counters.soFar());
        return line;
    }

    /** The load of a turn is over. */
    synchronized void end() {
        counters.end();
        listeners.sample(System.nanoTime());
        lookup.finish(listeners.pids());
        listeners.readDetails();
        listeners.pause();
        lastSample = listeners.soFar(counters.soFar());
        client.end();
    }

    /** The pause after it is over. */
    public synchronized void settle() {
        counters.settle();
        trace.end();
        leaks.suspect();
        behind.values().forEach(LeakWatch::suspect);
    }

    /** Whether sockets of closed clients stand there and, when asked again, the server has closed some of them since. */
    public synchronized boolean closesLate() {
        return leaks.isShrinking();
    }

    /** At the end of the run, some time after the last turn, while the target still runs. */
    public synchronized void confirmLeaks() {
        behind.values().forEach(watch -> watch.confirm(List.of(), List.of()));
        leaks.confirm(
                listeners.pids(),
                lookup.sightings().stream()
                        .flatMap(sighting -> sighting.server().stream())
                        .toList());
    }

    private static OptionalLong max(OptionalLong one, OptionalLong other) {
        return one.isPresent() && other.isPresent()
                ? OptionalLong.of(Math.max(one.getAsLong(), other.getAsLong()))
                : one.isPresent() ? one : other;
    }

    /** Asked for by what failed; once the load is over. */
    public void probe(Function<AttemptEvidence, List<ProbeResult>> prober) {
        AttemptEvidence failed;
        synchronized (this) {
            failed = attempts.evidence();
        }
        List<ProbeResult> results = prober.apply(failed);
        synchronized (this) {
            probes = results;
        }
    }

    /** All that was gathered. */
    public synchronized TargetEvidence evidence() {
        return evidence(listeners.tracks());
    }

    /** The same in mid-turn, when leaks are not confirmed yet and the drops of listeners were read when it began. */
    public synchronized TargetEvidence evidenceSoFar() {
        return evidence(
                listeners.tracks().stream().map(ListenerTrack::withoutDrops).toList());
    }

    private TargetEvidence evidence(List<ListenerTrack> tracks) {
        return new TargetEvidence(
                view.address(),
                attempts.evidence(),
                client.evidence(lookup.sightings(), probes, unknown()),
                new KernelEvidence(counters.evidence(), conntrackPeak, conntrackMax, trace.sums()),
                view.server().map(seen -> host(tracks)),
                new ProxyEvidence(behindEvidence(), proxyLog),
                Optional.empty());
    }

    private HostEvidence host(List<ListenerTrack> tracks) {
        return new HostEvidence(tracks, listeners.samples(), listeners.samplesWithout(), leaks.evidence());
    }

    private Map<String, LeakEvidence> behindEvidence() {
        Map<String, LeakEvidence> found = new LinkedHashMap<>();
        behind.forEach((address, watch) ->
                found.put(address.getAddress().getHostAddress() + ":" + address.getPort(), watch.evidence()));
        return found;
    }

    private List<String> unknown() {
        List<String> unknown = new ArrayList<>();
        if (!whyNoTrace.isEmpty()) {
            unknown.add(whyNoTrace);
        }
        if (view.server().isEmpty()) {
            unknown.add("the target is not on this host, so its counters, listeners and sockets are unknown: run"
                    + " conntorture there; root finds a container of this host with --containers");
        } else if (!SocketTable.isReadable(view.server().get())) {
            unknown.add("the socket table cannot be read");
        } else {
            if (!listeners.limitsKnown()) {
                unknown.add("the limit and the drops of the listener: ss is missing or failed (package iproute2)");
            }
            if (listeners.samples() > listeners.samplesWithout()
                    && listeners.pids().isEmpty()) {
                unknown.add("the process that listens: it is another user's, so root would be needed");
            }
        }
        return unknown;
    }
}
