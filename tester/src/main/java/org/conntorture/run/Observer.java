package org.conntorture.run;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.conntorture.evidence.BackgroundNoise;
import org.conntorture.evidence.CapturedAttempt;
import org.conntorture.evidence.Containers;
import org.conntorture.evidence.HostSample;
import org.conntorture.evidence.HostWatch;
import org.conntorture.evidence.ProxyLog;
import org.conntorture.evidence.ProxyLogReader;
import org.conntorture.evidence.TargetEvidence;
import org.conntorture.evidence.TargetWatch;
import org.conntorture.evidence.UnixWatch;
import org.conntorture.kernel.FailureCounters;
import org.conntorture.kernel.KernelTrace;
import org.conntorture.plan.Load;
import org.conntorture.plan.Origin;
import org.conntorture.plan.Target;
import org.conntorture.record.IntervalSnapshot;
import org.conntorture.record.OverdueRecord;
import org.conntorture.result.HostProgress;
import org.conntorture.result.RunListener;
import org.conntorture.store.EvidenceFile;
import org.conntorture.store.ResultDirectory;
import org.conntorture.target.RunningTarget;

/** All that a run looks at beside its load: the host, the kernel's trace, packets. Called on the run's thread. */
final class Observer implements AutoCloseable {
    /** Between turns; long enough for a server to close what its clients have closed. */
    private static final long PAUSE_MS = 300;
    /** Before a socket that its client has closed is called leaked, and again as long as the server closes some. */
    private static final long LEAK_PAUSE_MS = 1000;

    private static final int MOST_LEAK_PAUSES = 5;

    private final Observation scrutiny;
    private final RunListener listener;
    private final Interruption interruption;
    private final ResultDirectory directory;
    private final EvidenceFile file;
    private final HostWatch watch;
    private final Map<Target, RunningTarget> running = new LinkedHashMap<>();
    private final Map<Target, InetSocketAddress> addresses = new LinkedHashMap<>();
    private final Map<Target, TargetWatch> watched = new LinkedHashMap<>();
    private final Map<Target, UnixWatch> unixWatched = new LinkedHashMap<>();
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
        running.putAll(targets);
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
            targets.forEach(this::watch);
        }
    }

    private void watch(Target target, RunningTarget server) {
        if (server.address() instanceof UnixDomainSocketAddress file) {
            unixWatched.put(target, new UnixWatch(file));
            return;
        }
        InetSocketAddress address = addresses.get(target);
        TargetWatch watching = new TargetWatch(address, pid(server, address), trace);
        watching.watchBehind(server.behind());
        watched.put(target, watching);
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
                    + address.getAddress().getHostAddress() + ":" + address.getPort()
                    + ", so what its kernel counts is not seen (that takes root, and docker's --pid host)");
        }
        return container;
    }

    /** Before the load of a turn. @param overdue answers the next attempt that waits too long, or null */
    void turnBegins(Target target, Supplier<OverdueRecord> overdue) {
        if (scrutiny.evidence()) {
            if (!begun) {
                BackgroundNoise quiet = before.end();
                watched.values().forEach(one -> one.quietBefore(quiet));
                begun = true;
            }
            if (watched.containsKey(target)) {
                watch.turnBegins(target.name(), watched.get(target), overdue);
            }
        }
    }

    /** What ended within the last interval. */
    void add(Target target, List<IntervalSnapshot> snapshots) {
        if (watched.containsKey(target)) {
            watched.get(target).add(snapshots);
        } else if (unixWatched.containsKey(target)) {
            unixWatched.get(target).add(snapshots);
        }
        if (addresses.containsKey(target)) {
            capture.ifPresent(packets -> packets.add(target.name(), addresses.get(target), snapshots));
        }
    }

    /** What was last seen of the target under load; returns at once. */
    HostProgress progress(Target target, long longestStallNs, Optional<String> disturbance) {
        HostSample sample = watched.containsKey(target) ? watched.get(target).lastSample() : HostSample.UNKNOWN;
        return new HostProgress(
                sample.acceptQueue(),
                sample.acceptQueueLimit(),
                sample.acceptQueuePeak(),
                sample.acceptQueuePeakLimit(),
                FailureCounters.moved(sample.moved()),
                longestStallNs,
                disturbance);
    }

    /** What the host says of a target under load; any thread. Empty where that is only known after the turn. */
    Optional<TargetEvidence> evidenceSoFar(Target target) {
        return Optional.ofNullable(watched.get(target)).map(TargetWatch::evidenceSoFar);
    }

    /**
     * What the host said of a target up to the end of its last turn; empty where nobody looks. Takes for leaked what stands
     * open now; {@link #conclude} looks again.
     */
    Optional<TargetEvidence> evidenceAfterTurn(Target target) {
        Optional<TargetWatch> tcp = Optional.ofNullable(watched.get(target));
        tcp.ifPresent(TargetWatch::confirmLeaks);
        return tcp.map(TargetWatch::evidence)
                .or(() -> Optional.ofNullable(unixWatched.get(target)).map(UnixWatch::evidence));
    }

    /** Once nothing is open any more. */
    void turnEnded() {
        if (scrutiny.evidence()) {
            watch.turnEnded();
        }
    }

    /** What moves the counters now is not the load; and sockets that the server still closes are no leak. */
    void settle(Target target) throws InterruptedException {
        if (scrutiny.evidence()) {
            interruption.await(PAUSE_MS);
            if (watched.containsKey(target)) {
                watched.get(target).settle();
            } else {
                unixWatched.get(target).settle();
            }
        }
    }

    /** After the last turn, while the targets still run. */
    void conclude(Load load) throws InterruptedException {
        for (int i = 0; i < MOST_LEAK_PAUSES && anyClosesLate(); i++) {
            interruption.await(LEAK_PAUSE_MS);
        }
        watched.values().forEach(TargetWatch::confirmLeaks);
        for (var one : watched.entrySet()) {
            readLogs(one.getKey(), one.getValue(), load);
        }
        watched.forEach((target, targetWatch) -> {
            if (scrutiny.probes() && !interruption.isRequested()) {
                Prober prober =
                        new Prober(addresses.get(target), load, probe -> listener.note(target.name() + ": " + probe));
                targetWatch.probe(prober::probe);
            }
        });
    }

    /** Again until nothing is added any more: a proxy may still wait for a server whose client is long gone. */
    private void readLogs(Target target, TargetWatch targetWatch, Load load) throws InterruptedException {
        if (!(target.origin() instanceof Origin.Command command) || command.logs() == null) {
            return;
        }
        int expected =
                load.workload().http() == null ? 0 : load.workload().http().status();
        try {
            Optional<Path> access = file(target, command.logs().access());
            Optional<Path> errors = file(target, command.logs().errors());
            ProxyLog last = null;
            ProxyLog log = ProxyLogReader.read(access, errors, expected);
            for (int i = 0; i < MOST_LEAK_PAUSES && !log.equals(last); i++) {
                interruption.await(LEAK_PAUSE_MS);
                last = log;
                log = ProxyLogReader.read(access, errors, expected);
            }
            targetWatch.proxyLog(log);
        } catch (IOException unreadable) {
            listener.note(target.name() + ": its logs cannot be read: " + unreadable.getMessage());
        }
    }

    private Optional<Path> file(Target target, String name) throws IOException {
        if (name == null) {
            return Optional.empty();
        }
        Optional<Path> file = running.get(target).file(name);
        if (file.isEmpty()) {
            throw new IOException("there is no file " + name + " in its WORK directory");
        }
        return file;
    }

    private boolean anyClosesLate() {
        // Each is asked, as each compares with when it was last asked.
        return watched.values().stream().filter(TargetWatch::closesLate).count() > 0;
    }

    /** What the host said of each target that took load, by name. */
    Map<String, TargetEvidence> evidence() {
        Map<String, TargetEvidence> evidence = new LinkedHashMap<>();
        watched.forEach((target, targetWatch) -> evidence.put(target.name(), targetWatch.evidence()));
        unixWatched.forEach((target, unixWatch) -> evidence.put(target.name(), unixWatch.evidence()));
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
