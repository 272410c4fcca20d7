package org.conntorture.metrics;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.conntorture.kernel.Counters;
import org.conntorture.kernel.FailureCounters;
import org.conntorture.kernel.NetFiles;
import org.conntorture.plan.RunPlan;
import org.conntorture.plan.Target;
import org.conntorture.result.RunListener;
import org.conntorture.result.Turn;
import org.conntorture.result.TurnProgress;
import org.conntorture.verdict.Verdict;

/** The metrics of one run by all ways asked for, until the process ends; with none asked for it does nothing. */
public final class Metrics implements AutoCloseable {
    private final RunMetrics run;
    private final Consumer<String> afterwards;
    private final MetricsChoice choice;
    private final MetricsRegistry registry;
    private final MetricsServer server;
    private final OtlpPush push;
    private boolean told;

    /**
     * @param afterwards takes a note once the run is over
     * @throws IllegalArgumentException where they cannot be served
     */
    public Metrics(MetricsChoice choice, RunPlan plan, String version, Consumer<String> afterwards) {
        this.choice = choice;
        this.afterwards = afterwards;
        run = choice.isNone()
                ? null
                : new RunMetrics(plan, version, FailureCounters.namesIn(Counters.read(NetFiles.OF_TESTER)));
        registry = choice.isNone() ? null : new MetricsRegistry(run::picture);
        server = choice.port().isEmpty()
                ? null
                : new MetricsServer(choice.address(), choice.port().getAsInt(), registry::snapshots);
        push = choice.otlp()
                .map(url -> new OtlpPush(url, version, registry::snapshots))
                .orElse(null);
    }

    /** Where they are served. */
    public Optional<String> url() {
        return Optional.ofNullable(server).map(serving -> {
            InetAddress address = choice.address();
            String host = address.getHostAddress();
            return "http://" + (address instanceof Inet6Address ? "[" + host + "]" : host) + ":" + serving.port()
                    + "/metrics";
        });
    }

    /** Those of the run; what goes wrong is noted on its thread. */
    public List<RunListener> listeners(Consumer<String> note) {
        if (run == null) {
            return List.of();
        }
        return push == null ? List.of(run) : List.of(run, new PushTrouble(note));
    }

    public void judged(Verdict verdict) {
        if (run != null) {
            run.judged(verdict);
        }
    }

    /** One note is enough, however many pushes fail. */
    private void tell(Consumer<String> note) {
        if (!told && push.trouble() != null) {
            told = true;
            note.accept(push.trouble());
        }
    }

    @Override
    public void close() {
        if (push != null) {
            push.close();
            tell(afterwards);
        }
        if (server != null) {
            server.close();
        }
        if (registry != null) {
            registry.close();
        }
    }

    /** Tells of a push that failed at the next event of the run, as no other thread may write to the terminal. */
    private final class PushTrouble implements RunListener {
        private final Consumer<String> note;

        private PushTrouble(Consumer<String> note) {
            this.note = note;
        }

        @Override
        public void progressed(TurnProgress progress) {
            tell(note);
        }

        @Override
        public void turnEnded(Turn turn) {
            tell(note);
        }

        @Override
        public void targetReady(Target target, String address) {}

        @Override
        public void targetTrouble(Target target, String reason) {}

        @Override
        public void turnStarted(Turn turn) {}

        @Override
        public void note(String text) {}
    }
}
