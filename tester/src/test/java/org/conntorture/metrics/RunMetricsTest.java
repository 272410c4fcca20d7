package org.conntorture.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.conntorture.outcome.Blame;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Latency;
import org.conntorture.outcome.Phase;
import org.conntorture.plan.LoadSettings;
import org.conntorture.plan.RunPlan;
import org.conntorture.plan.Target;
import org.conntorture.result.Block;
import org.conntorture.result.FailureCount;
import org.conntorture.result.HostProgress;
import org.conntorture.result.Turn;
import org.conntorture.result.TurnProgress;
import org.conntorture.scenario.AdHocPlanner;
import org.conntorture.support.BlockSketch;
import org.conntorture.verdict.Verdict;
import org.junit.jupiter.api.Test;

class RunMetricsTest {
    private static final RunPlan PLAN = new AdHocPlanner()
            .plan(List.of("127.0.0.1:8085", "127.0.0.1:8086"), List.of("127.0.0.1:8087"), LoadSettings.NONE);
    private static final Target SUBJECT = PLAN.targets().get(1);
    private static final Turn TURN = new Turn(SUBJECT, 1, 1, 1, 1);
    private static final String LABELS = "role=\"subject\",target=\"" + SUBJECT.name() + "\"";

    private final RunMetrics metrics = new RunMetrics(PLAN, "1.2.3", Set.of("TcpExtListenDrops"));
    private long attempts;
    private long judged;
    private long testers;

    private void progress(Map<String, Histogram> ended, HostProgress host, List<FailureCount> failures) {
        Block block = BlockSketch.of(10_000, one -> {
            one.failures = failures;
            one.disturbances = 1;
        });
        attempts += block.attempts();
        judged += block.judgedFailures();
        testers += block.testerFailures();
        Turn turn = new Turn(SUBJECT, 1, 1, 1, 1);
        metrics.progressed(
                new TurnProgress(turn, block, attempts, judged, testers, Map.of(), ended, host, 30_000_000_000L));
    }

    private static HostProgress host(Map<String, Long> moved, long stallNs, String disturbance) {
        return new HostProgress(
                OptionalLong.of(3),
                OptionalLong.of(511),
                OptionalLong.of(7),
                OptionalLong.of(511),
                moved,
                stallNs,
                Optional.ofNullable(disturbance));
    }

    private static Histogram latencies(double... seconds) {
        Histogram histogram = new Histogram(1, 100_000_000_000L, 3);
        for (double one : seconds) {
            histogram.recordValue(Math.round(one * 1e9));
        }
        return histogram;
    }

    private Map<String, Double> samples() {
        return samples(metrics.picture());
    }

    private static Map<String, Double> samples(MetricSnapshots picture) {
        return PrometheusTextFormatWriter.create()
                .toDebugString(picture)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.lastIndexOf(' ')),
                        line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1))));
    }

    @Test
    void shouldCountEveryAttemptUnderOneOutcome() {
        progress(
                Map.of(),
                HostProgress.UNKNOWN,
                List.of(
                        new FailureCount(FailureKind.NO_REPLY, Phase.READ, 0, 17),
                        new FailureCount(FailureKind.PORTS_EXHAUSTED, Phase.OPEN, 99, 2)));
        progress(Map.of(), HostProgress.UNKNOWN, List.of(new FailureCount(FailureKind.NO_REPLY, Phase.READ, 0, 3)));

        assertThat(samples())
                .containsEntry("conntorture_attempts_total{outcome=\"succeeded\"," + LABELS + "}", 19_978.0)
                .containsEntry("conntorture_attempts_total{outcome=\"failed\"," + LABELS + "}", 20.0)
                .containsEntry("conntorture_attempts_total{outcome=\"tester-failed\"," + LABELS + "}", 2.0)
                .containsEntry(failures("TARGET", "no-reply", "read"), 20.0)
                .containsEntry(failures("TESTER", "ports-exhausted", "open"), 2.0)
                .containsEntry("conntorture_disturbances_total{" + LABELS + "}", 2.0);
    }

    private static String failures(String blame, String kind, String phase) {
        return "conntorture_failures_total{blame=\"%s\",kind=\"%s\",phase=\"%s\",%s}"
                .formatted(blame, kind, phase, LABELS);
    }

    @Test
    void shouldStartEveryTargetFromZero() {
        assertThat(samples().entrySet().stream()
                        .filter(sample -> sample.getKey().startsWith("conntorture_attempts_total")))
                .as("targets by outcomes, so that the first failure is seen as an increase")
                .hasSize(9)
                .allMatch(sample -> sample.getValue() == 0);
        assertThat(samples())
                .containsEntry(failures("TARGET", "no-reply", "read"), 0.0)
                .containsEntry(failures("PATH", "connect-timeout", "connect"), 0.0)
                .containsEntry("conntorture_kernel_events_total{counter=\"TcpExtListenDrops\"," + LABELS + "}", 0.0)
                .containsEntry(
                        "conntorture_run_info{scenario=\"" + PLAN.name() + "\",shard=\"1/1\",version=\"1.2.3\"}", 1.0);
    }

    @Test
    void shouldAddUpTheHistogramsOfEachSecond() {
        progress(Map.of("connect", latencies(50e-6, 60e-6, 1.03)), HostProgress.UNKNOWN, List.of());
        progress(
                Map.of("connect", latencies(55e-6, 3.06, 7.2), "failed-read", latencies(5)),
                HostProgress.UNKNOWN,
                List.of());

        Map<String, Double> samples = samples();
        String bucket = "conntorture_connect_seconds_bucket{" + LABELS + ",le=\"";
        assertThat(samples)
                .containsEntry(bucket + "2.0E-5\"}", 0.0)
                .containsEntry(bucket + "5.0E-5\"}", 1.0)
                .containsEntry(bucket + "1.0E-4\"}", 3.0)
                .as("one SYN sent again once, one twice, one three times")
                .containsEntry(bucket + "1.0\"}", 3.0)
                .containsEntry(bucket + "2.0\"}", 4.0)
                .containsEntry(bucket + "3.0\"}", 4.0)
                .containsEntry(bucket + "4.0\"}", 5.0)
                .containsEntry(bucket + "7.0\"}", 5.0)
                .containsEntry(bucket + "10.0\"}", 6.0)
                .containsEntry(bucket + "+Inf\"}", 6.0)
                .containsEntry("conntorture_connect_seconds_count{" + LABELS + "}", 6.0)
                .containsEntry("conntorture_failed_seconds_count{phase=\"read\"," + LABELS + "}", 1.0);
        assertThat(samples.get("conntorture_connect_seconds_sum{" + LABELS + "}"))
                .isBetween(11.27, 11.31);
    }

    @Test
    void shouldTellWhatTheHostSays() {
        metrics.turnStarted(TURN);
        progress(Map.of(), host(Map.of("TcpExtListenOverflows", 12L), 40_000_000, "it is reloaded"), List.of());
        progress(Map.of(), host(Map.of("TcpExtListenOverflows", 15L), 10_000_000, null), List.of());

        assertThat(samples())
                .containsEntry("conntorture_accept_queue{" + LABELS + "}", 3.0)
                .containsEntry("conntorture_accept_queue_limit{" + LABELS + "}", 511.0)
                .containsEntry("conntorture_accept_queue_peak{" + LABELS + "}", 7.0)
                .containsEntry(
                        "conntorture_kernel_events_total{counter=\"TcpExtListenOverflows\"," + LABELS + "}", 15.0)
                .containsEntry("conntorture_disturbance_under_way{" + LABELS + "}", 0.0)
                .as("the longest of all turns")
                .containsEntry("conntorture_longest_stall_seconds{" + LABELS + "}", 0.04)
                .containsEntry("conntorture_run_left_seconds", 30.0);

        metrics.turnEnded(TURN);
        assertThat(samples())
                .as("nobody looks at its queue while others have their turns")
                .doesNotContainKeys(
                        "conntorture_accept_queue{" + LABELS + "}", "conntorture_accept_queue_limit{" + LABELS + "}")
                .containsEntry("conntorture_accept_queue_peak{" + LABELS + "}", 7.0);
    }

    @Test
    void shouldSayNothingOfAQueueThatIsNotKnown() {
        progress(Map.of(), HostProgress.UNKNOWN, List.of());

        assertThat(samples().keySet()).noneMatch(name -> name.startsWith("conntorture_accept_queue"));
    }

    @Test
    void shouldFollowATargetsStateAndTheVerdict() {
        metrics.targetReady(SUBJECT, "127.0.0.1:8085");
        assertThat(state()).isEqualTo("ready");
        metrics.turnStarted(TURN);
        assertThat(state()).isEqualTo("loaded");
        metrics.targetTrouble(SUBJECT, "its disturbance failed: exit code 1");
        metrics.turnEnded(TURN);
        assertThat(state()).isEqualTo("ready");
        metrics.turnStarted(TURN);
        metrics.targetGone(SUBJECT);
        metrics.turnEnded(TURN);
        assertThat(state()).as("died under load").isEqualTo("gone");
        metrics.judged(Verdict.FAIL);

        assertThat(samples())
                .containsEntry("conntorture_target_troubles_total{" + LABELS + "}", 1.0)
                .containsEntry("conntorture_verdict{verdict=\"FAIL\"}", 1.0)
                .containsEntry("conntorture_verdict{verdict=\"PASS\"}", 0.0);
    }

    private String state() {
        List<String> states = samples().entrySet().stream()
                .filter(sample -> sample.getValue() == 1)
                .map(Map.Entry::getKey)
                .filter(name -> name.startsWith("conntorture_target_state{") && name.contains(SUBJECT.name()))
                .toList();
        assertThat(states).hasSize(1);
        return states.get(0).replaceFirst(".*state=\"([a-z]+)\".*", "$1");
    }

    /** Every kind in every phase with thousands of errnos, every histogram, and counters without end. */
    @Test
    void shouldBoundItsSeriesWhateverFails() {
        metrics.turnStarted(TURN);
        int most = 0;
        for (int second = 0; second < 20; second++) {
            List<FailureCount> failures = new ArrayList<>();
            Map<String, Histogram> ended = new HashMap<>();
            Map<String, Long> moved = new HashMap<>();
            for (int i = 0; i < 200; i++) {
                moved.put("TcpExtMadeUp" + second + "x" + i, 1L);
                for (FailureKind kind : FailureKind.values()) {
                    failures.add(new FailureCount(kind, Phase.values()[i % 7], second * 1000 + i, 1));
                }
            }
            for (Phase phase : Phase.values()) {
                ended.put(phase.failedId(), latencies(1e-6 * second, 5 * second));
            }
            for (Latency latency : Latency.values()) {
                ended.put(latency.id(), latencies(1e-6 * second, 5 * second));
            }
            progress(ended, host(moved, second, "it is reloaded"), failures);
            most = samples().size();
        }

        int failures = FailureKind.values().length * Phase.values().length;
        int histograms = 15 * (LatencyBuckets.boundsSeconds().length + 2);
        int counters = 64 + 1;
        // States, troubles, outcomes, disturbances, one under way, hiccups, stall.
        int always = 4 + 1 + 3 + 1 + 1 + 1 + 1;
        int queue = 3;
        int run = 1 + 1 + 3;
        int ofOneThatIsClean = always + usual() + 1;
        assertThat(most).isEqualTo(failures + histograms + counters + queue + always + 2 * ofOneThatIsClean + run);
        assertThat(ofOneThatIsClean).isLessThan(50);
    }

    private static int usual() {
        return UsualFailures.noneYet().values().stream().mapToInt(Map::size).sum();
    }

    @Test
    void shouldExpectEveryFailureOfTargetAndPathSomewhere() {
        assertThat(UsualFailures.noneYet().keySet())
                .containsExactlyInAnyOrderElementsOf(Stream.of(FailureKind.values())
                        .filter(kind -> kind.blame() != Blame.TESTER)
                        .toList());
    }

    @Test
    void shouldLeaveAPictureAsItWas() {
        progress(Map.of("connect", latencies(1e-3)), HostProgress.UNKNOWN, List.of());
        MetricSnapshots before = metrics.picture();
        Map<String, Double> then = samples(before);
        progress(Map.of("connect", latencies(1e-3)), HostProgress.UNKNOWN, List.of());

        assertThat(samples(before)).isEqualTo(then);
        assertThat(samples()).isNotEqualTo(then);
    }

    @Test
    void shouldShowEveryLatencyByTheNameThatFilesHave() {
        for (Latency latency : Latency.values()) {
            assertThat(MetricFamily.of(latency).metadata().getName())
                    .isEqualTo("conntorture_" + latency.id().replace('-', '_') + "_seconds");
        }
    }
}
