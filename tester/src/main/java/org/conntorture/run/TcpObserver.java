package org.conntorture.run;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.conntorture.evidence.BackgroundNoise;
import org.conntorture.evidence.HostSample;
import org.conntorture.evidence.HostWatch;
import org.conntorture.evidence.ProxyLog;
import org.conntorture.evidence.ProxyLogReader;
import org.conntorture.evidence.TargetEvidence;
import org.conntorture.evidence.TargetWatch;
import org.conntorture.plan.Load;
import org.conntorture.plan.Origin;
import org.conntorture.plan.ProxyLogs;
import org.conntorture.plan.Target;
import org.conntorture.record.IntervalSnapshot;
import org.conntorture.record.OverdueRecord;
import org.conntorture.target.RunningTarget;

/** Looks at a target that is reached by TCP: at its host, by {@link HostWatch}'s thread, at its logs, and by probes. */
final class TcpObserver implements TargetObserver {
    private final Target target;
    private final RunningTarget server;
    private final TargetWatch watch;
    private final HostWatch host;
    private final Consumer<String> note;
    private ProxyLog log;
    private boolean unreadable;

    /** @param host looks at the target during its turns; @param note takes what the user is told */
    TcpObserver(Target target, RunningTarget server, TargetWatch watch, HostWatch host, Consumer<String> note) {
        this.target = target;
        this.server = server;
        this.watch = watch;
        this.host = host;
        this.note = sentence -> note.accept(target.name() + ": " + sentence);
    }

    @Override
    public void quietBefore(BackgroundNoise quiet) {
        watch.quietBefore(quiet);
    }

    @Override
    public void turnBegins(Supplier<OverdueRecord> overdue) {
        host.turnBegins(target.name(), watch, overdue);
    }

    @Override
    public void add(List<IntervalSnapshot> snapshots) {
        watch.add(snapshots);
    }

    @Override
    public HostSample lastSample() {
        return watch.lastSample();
    }

    @Override
    public void settle() {
        watch.settle();
    }

    @Override
    public boolean closesLate() {
        return watch.closesLate();
    }

    @Override
    public void confirmLeaks() {
        watch.confirmLeaks();
    }

    @Override
    public boolean logsGrow(Load load) {
        if (unreadable || !(target.origin() instanceof Origin.Command command) || command.logs() == null) {
            return false;
        }
        try {
            ProxyLog now = read(command.logs(), load);
            boolean grown = !now.equals(log);
            log = now;
            watch.proxyLog(now);
            return grown;
        } catch (IOException failed) {
            unreadable = true;
            note.accept("its logs cannot be read: " + failed.getMessage());
            return false;
        }
    }

    private ProxyLog read(ProxyLogs logs, Load load) throws IOException {
        int expected =
                load.workload().http() == null ? 0 : load.workload().http().status();
        return ProxyLogReader.read(file(logs.access()), file(logs.errors()), expected);
    }

    private Optional<Path> file(String name) throws IOException {
        if (name == null) {
            return Optional.empty();
        }
        Optional<Path> file = server.file(name);
        if (file.isEmpty()) {
            throw new IOException("there is no file " + name + " in its WORK directory");
        }
        return file;
    }

    @Override
    public void probe(Load load) {
        InetSocketAddress address = (InetSocketAddress) server.address();
        Prober prober = new Prober(address, load, note);
        LimitProber limits = new LimitProber(address, load, note);
        watch.probe(attempts -> Stream.of(prober.probe(attempts), limits.probe(attempts))
                .flatMap(List::stream)
                .toList());
    }

    @Override
    public Optional<TargetEvidence> evidenceSoFar() {
        return Optional.of(watch.evidenceSoFar());
    }

    @Override
    public TargetEvidence evidence() {
        return watch.evidence();
    }
}
