package org.conntorture.run;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.conntorture.evidence.BackgroundNoise;
import org.conntorture.evidence.CapturedAttempt;
import org.conntorture.evidence.Containers;
import org.conntorture.evidence.HostSample;
import org.conntorture.evidence.HostWatch;
import org.conntorture.evidence.TargetEvidence;
import org.conntorture.evidence.TargetWatch;
import org.conntorture.kernel.FailureCounters;
import org.conntorture.kernel.KernelTrace;
import org.conntorture.plan.Load;
import org.conntorture.plan.Target;
import org.conntorture.record.IntervalSnapshot;
import org.conntorture.record.OverdueRecord;
import org.conntorture.result.HostProgress;
import org.conntorture.result.RunListener;
import org.conntorture.store.EvidenceFile;
import org.conntorture.store.ResultDirectory;
import org.conntorture.target.RunningTarget;
import org.conntorture.text.Addresses;

/**
 * All that a run looks at beside its load: the host, the kernel's trace, packets. The run's thread calls it, but for {@link
 * #evidenceSoFar} and {@link #evidenceAfterTurn}, which {@link CauseWatch}'s does. Two threads work for it: {@link
 * HostWatch}'s looks at the target under load and writes a line a second, {@link FailureCapture}'s waits for packets.
 */
final class Observer implements AutoCloseable {
    /** Between turns; long enough for a server to close what its clients have closed. */
    static final long PAUSE_MS = 300;
    /** After the last turn, as long as the server closes sockets of closed clients or writes to its logs. */
    static final long REST_PAUSE_MS = 1000;

    static final int MOST_PAUSES = 5;

    private final Observation scrutiny;
    private final RunListener listener;
    private final Interruption interruption;
    private final ResultDirectory directory;
    private final EvidenceFile file;
    private final HostWatch watch;
    private final Map<Target, InetSocketAddress> addresses = new LinkedHashMap<>();
    /** Of every target; none where evidence is not wanted. */
    private final Map<Target, TargetObserver> observers = new LinkedHashMap<>();

    private final BackgroundNoise.Watch before = new BackgroundNoise.Watch();
    private boolean begun;
    private KernelTrace.Start trace = new KernelTrace.Start(Optional.empty(), "");
    private Optional<FailureCapture> capture = Optional.empty();

    /** Before the targets are started, so that there is something quiet to look at and no load waits for it. */
    Observer(Observation scrutiny, RunListener listener, Interruption interruption, ResultDirectory directory)
            throws IOException {
        this.scrutiny = scrutiny;
        this.listener = listener;
        this.interruption = interruption;
        this.directory = directory;
        this.file = new EvidenceFile(directory);
        this.watch = new HostWatch(file::append);
    }

    /** Before the first turn, once the targets run. */
    void begin(Map<Target, RunningTarget> targets) throws IOException {
        targets.forEach((target, server) -> {
            if (server.address() instanceof InetSocketAddress inet) {
                addresses.put(target, inet);
            }
        });
        Prober.prepare();
        if (scrutiny.trace()) {
            trace = KernelTrace.start(
                    addresses.values().stream().map(InetSocketAddress::getPort).collect(Collectors.toSet()));
        }
        if (scrutiny.capture() && !addresses.isEmpty()) {
            capture = Optional.of(new FailureCapture(directory.path(), addresses.values()));
        }
        if (scrutiny.evidence()) {
            targets.forEach((target, server) -> observers.put(target, observer(target, server)));
        }
    }

    private TargetObserver observer(Target target, RunningTarget server) {
        if (server.address() instanceof UnixDomainSocketAddress file) {
            return new UnixObserver(file);
        }
        InetSocketAddress address = addresses.get(target);
        TargetWatch watching = new TargetWatch(address, pid(server, address), trace);
        watching.watchBehind(server.behind());
        return new TcpObserver(target, server, watching, watch, listener::note);
    }

    private OptionalLong pid(RunningTarget server, InetSocketAddress address) {
        if (server.pid().isPresent() || scrutiny.targetPid().isPresent()) {
            return server.pid().isPresent() ? server.pid() : scrutiny.targetPid();
        }
        if (!scrutiny.containers()) {
            return OptionalLong.empty();
        }
        OptionalLong container = Containers.OF_HOST.pidAt(address);
        if (container.isEmpty()) {
            listener.note("--containers: no container that may be looked into serves "
                    + Addresses.of(address)
                    + ", so what its kernel counts is not seen (that takes root, and docker's --pid host)");
        }
        return container;
    }

    /** Before the load of a turn. @param overdue answers the next attempt that waits too long, or null */
    void turnBegins(Target target, Supplier<OverdueRecord> overdue) {
        if (!begun && !observers.isEmpty()) {
            BackgroundNoise quiet = before.end();
            observers.values().forEach(one -> one.quietBefore(quiet));
            begun = true;
        }
        find(target).ifPresent(one -> one.turnBegins(overdue));
    }

    private Optional<TargetObserver> find(Target target) {
        return Optional.ofNullable(observers.get(target));
    }

    /** What ended within the last interval. */
    void add(Target target, List<IntervalSnapshot> snapshots) {
        find(target).ifPresent(one -> one.add(snapshots));
        if (addresses.containsKey(target)) {
            capture.ifPresent(packets -> packets.add(target.name(), addresses.get(target), snapshots));
        }
    }

    /** What was last seen of the target under load; returns at once. */
    HostProgress progress(Target target, long longestStallNs, Optional<String> disturbance) {
        HostSample sample = find(target).map(TargetObserver::lastSample).orElse(HostSample.UNKNOWN);
        return new HostProgress(
                sample.acceptQueue(),
                sample.acceptQueueLimit(),
                sample.acceptQueuePeak(),
                sample.acceptQueuePeakLimit(),
                FailureCounters.moved(sample.moved()),
                longestStallNs,
                disturbance);
    }

    /** What the host says of a target under load. Empty where that is only known after the turn. */
    Optional<TargetEvidence> evidenceSoFar(Target target) {
        return find(target).flatMap(TargetObserver::evidenceSoFar);
    }

    /**
     * What the host said of a target up to the end of its last turn; empty where nobody looks. Takes for leaked what stands
     * open now; {@link #conclude} looks again.
     */
    Optional<TargetEvidence> evidenceAfterTurn(Target target) {
        find(target).ifPresent(TargetObserver::confirmLeaks);
        return find(target).map(TargetObserver::evidence);
    }

    /** Once nothing is open any more. */
    void turnEnded() {
        watch.turnEnded();
    }

    /** What moves the counters now is not the load; and sockets that the server still closes are no leak. */
    void settle(Target target) throws InterruptedException {
        if (observers.containsKey(target)) {
            interruption.await(PAUSE_MS);
            observers.get(target).settle();
        }
    }

    /** After the last turn, while the targets still run. */
    void conclude(Load load) throws InterruptedException {
        awaitRest(TargetObserver::closesLate);
        observers.values().forEach(TargetObserver::confirmLeaks);
        // A proxy may still wait for a server whose client is long gone.
        awaitRest(observer -> observer.logsGrow(load));
        for (TargetObserver observer : observers.values()) {
            if (scrutiny.probes() && !interruption.isRequested()) {
                observer.probe(load);
            }
        }
    }

    /** Until nothing changes any more at any target. */
    private void awaitRest(Predicate<TargetObserver> changes) throws InterruptedException {
        for (int i = 0; anyOf(changes) && i < MOST_PAUSES; i++) {
            interruption.await(REST_PAUSE_MS);
        }
    }

    private boolean anyOf(Predicate<TargetObserver> changes) {
        // Each is asked, as each compares with when it was last asked.
        return observers.values().stream().filter(changes).count() > 0;
    }

    /** What the host said of each target that took load, by name. */
    Map<String, TargetEvidence> evidence() {
        Map<String, TargetEvidence> evidence = new LinkedHashMap<>();
        observers.forEach((target, observer) -> evidence.put(target.name(), observer.evidence()));
        return evidence;
    }

    /** Packets kept of failed attempts, by target name; complete once closed. */
    Map<String, List<CapturedAttempt>> captured() {
        return capture.map(FailureCapture::captured).orElse(Map.of());
    }

    @Override
    public void close() throws IOException {
        watch.close();
        trace.trace().ifPresent(KernelTrace::close);
        file.close();
        if (capture.isPresent()) {
            capture.get().close();
            capture.get().troubles().forEach(listener::note);
        }
    }
}
