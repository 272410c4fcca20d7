package org.conntorture.run;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
import org.conntorture.evidence.BackgroundNoise;
import org.conntorture.evidence.HostWatch;
import org.conntorture.evidence.TargetEvidence;
import org.conntorture.evidence.TargetWatch;
import org.conntorture.kernel.KernelTrace;
import org.conntorture.result.WallClock;
import org.conntorture.store.EvidenceFile;
import org.conntorture.store.JsonText;
import org.conntorture.store.ResultDirectory;
import org.conntorture.store.WatchFile;

/** Looks at a server on this host while testers elsewhere load it, and sends nothing itself. One thread; one use. */
public final class Watcher {
    private final InetSocketAddress listen;
    private final OptionalLong pid;
    private final Interruption interruption;
    private final WallClock clock = new WallClock();

    /** @param pid a process of the server, whose network namespace is read; empty for the tester's */
    public Watcher(InetSocketAddress listen, OptionalLong pid, Interruption interruption) {
        this.listen = listen;
        this.pid = pid;
        this.interruption = interruption;
    }

    /** Watches for {@code duration}, or until it is interrupted, and writes what it saw. */
    public TargetEvidence watch(Duration duration, ResultDirectory directory) throws IOException, InterruptedException {
        BackgroundNoise.Watch before = new BackgroundNoise.Watch();
        KernelTrace.Start trace = KernelTrace.start(Set.of(listen.getPort()));
        TargetWatch target = new TargetWatch(listen, pid, trace);
        long startNs;
        long endNs;
        try (EvidenceFile file = new EvidenceFile(directory);
                HostWatch watch = new HostWatch(file::append)) {
            target.quietBefore(before.end());
            startNs = System.nanoTime();
            watch.turnBegins("watch", target, () -> null);
            interruption.await(duration.toMillis());
            watch.turnEnded();
            endNs = System.nanoTime();
            // Nobody tells when the load ends. A second signal ends the tester at once.
            Thread.sleep(Observer.PAUSE_MS);
            target.settle();
            for (int i = 0; i < Observer.MOST_PAUSES && target.closesLate(); i++) {
                Thread.sleep(Observer.REST_PAUSE_MS);
            }
            target.confirmLeaks();
        } finally {
            trace.trace().ifPresent(KernelTrace::close);
        }
        TargetEvidence evidence = target.evidence();
        directory.write("evidence.json", JsonText.indented(evidence));
        directory.write(WatchFile.NAME, JsonText.indented(new WatchFile(listen, clock.anchor(), startNs, endNs)));
        return evidence;
    }
}
