package org.conntorture.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.conntorture.diagnosis.Diagnosis;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;
import org.conntorture.plan.Role;
import org.conntorture.result.Begun;
import org.conntorture.result.Block;
import org.conntorture.result.FailureCount;
import org.conntorture.result.Hiccup;
import org.conntorture.result.LatencySummary;
import org.conntorture.result.RunMeasurement;
import org.conntorture.result.TargetMeasurement;
import org.conntorture.result.TargetMeasurement.Status;
import org.conntorture.support.BlockSketch;
import org.conntorture.support.MeasurementSketch;
import org.conntorture.verdict.Finding;
import org.conntorture.verdict.Judgement;
import org.conntorture.verdict.Verdict;
import org.junit.jupiter.api.Test;

class ResultTableTest {
    private static final int RANDOM_RUNS = 500;
    private static final Predicate<String> FITS =
            Pattern.compile("[ -~]{0,100}").asMatchPredicate();

    @Test
    void shouldShowTheComparisonOfTheIncident() {
        assertThat(ResultTable.of(Runs.incident(), Runs.incidentDiagnosis(), Runs.incidentJudgement()))
                .isEqualTo("""
                go-vs-node-vs-pm2: 4 rounds, 3 minutes 2 seconds

                                                           failed, %            connect                    read
                target        role     attempts  failures  (95 % interval)          p50     p99     max     p99
                java          control    75,250         0  0 (0-0.0049)           44 us  110 us  2.9 ms  150 us
                go            control    74,903         0  0 (0-0.0049)           47 us  118 us  3.1 ms  160 us
                node          control    70,118         0  0 (0-0.0053)           52 us  130 us  3.4 ms  177 us
                node-cluster  subject  skipped: node is not on the PATH of the tester; install the package nodejs
                                       with the package manager of this host, then run again
                pm2           subject    61,377         0  0 (0-0.006)            58 us  145 us  3.8 ms  197 us
                pm2-reload    subject    61,000        17  0.028 (0.016-0.045)    60 us  150 us  4.0 ms  204 us
                    first failure at attempt 1,843, after 900 ms, from 127.0.0.1:40123: what was seen
                    15  no-reply         in read: connected and written, never answered in time
                     2  reset            in read, ECONNRESET: connected, then reset
                     2  ports-exhausted  in connect, EADDRNOTAVAIL (blame: TESTER): no free source port towards the
                                         target
                    cause: lost-in-handover, certain, explains 15 of 19: a process of the server accepted the
                    connection and lost it before anything read from it
                        connected and wrote, no reply; 5 bytes unread, owned by pid 19720
                        ruled out: process-paused (never seen stopped)
                    packets of attempt 1,843 (no-reply, failures/1.pcap): SYN, SYN-ACK, ACK, FIN +5.00 s
                    disturbed 12 times under load

                FAIL: pm2-reload loses connections while it is reloaded (17 of 61,000; first at attempt 1,843 after
                0.9 s); pm2 left alone and the controls java, go and node are clean, at numbers that would have
                shown it.

                - pm2-reload had 2 attempts without a free source port: widen net.ipv4.ip_local_port_range, or give
                  more --source addresses
                """);
    }

    @Test
    void shouldNeverBeWiderThanATicketOrLeaveAscii() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        for (long i = 0; i < RANDOM_RUNS; i++) {
            RandomRuns random = new RandomRuns(seed + i);
            RunMeasurement run = random.run();
            String table = ResultTable.of(run, Diagnosis.NONE, random.judgement(run));

            assertThat(table.lines()).as("seed %d", seed + i).allMatch(FITS);
            assertThat(run.targets())
                    .as("seed %d", seed + i)
                    .allSatisfy(
                            target -> assertThat(table).contains(target.target().name()));
        }
    }

    @Test
    void shouldGiveALongNameALineOfItsOwn() {
        String longest = "a".repeat(64);
        TargetMeasurement target = ran(longest, null, 0, Runs.block(75_250, 0));

        assertThat(table(target)).containsPattern("\n" + longest + "\n {10,}subject +75,250 ");
    }

    @Test
    void shouldSayWhatBefellATargetThatRan() {
        TargetMeasurement target = ran("pm2", "died under load in round 2; its last output: out of memory", 3);

        assertThat(table(target))
                .contains("\n    died under load in round 2; its last output: out of memory\n")
                .contains("\n    3 attempts were open when the run was cut off\n");
    }

    @Test
    void shouldNotInventWhatWasNotMeasured() {
        assertThat(table(pm2(one -> {}))).containsPattern("pm2 +subject +0 +0  - +- +- +- +-\n");
    }

    @Test
    void shouldShowLatencyFromTheIntendedStartOfAnOpenLoop() {
        Map<String, LatencySummary> phases = new HashMap<>(Runs.phases(44_000));
        phases.put("attempt", new LatencySummary(9, 120_000, 0, 900_000, 0, 20_000_000));
        phases.put("attempt-from-intended", new LatencySummary(9, 130_000, 0, 950_000, 0, 1_000_000_000));
        phases.put("start-lateness", new LatencySummary(9, 21_000, 0, 60_000, 0, 180_000_000));

        assertThat(table(pm2(one -> one.phases = phases))).contains("""
                    begun late by p50 21 us, p99 60 us, max 180 ms
                    whole attempts p50 120 us, p99 900 us, max 20 ms; from the intended start p50 130 us, p99 950
                    us, max 1.0 s
                """);
    }

    @Test
    void shouldSayThatTheRateWasMissed() {
        TargetMeasurement slow = pm2(one -> one.blocks = List.of(begun(41, 0), begun(50, 1)));

        assertThat(table(Runs.runAtRate(100, slow)))
                .contains("45 attempts a second of the 100 asked for: the workers were busy; give more (-c)");
        assertThat(table(Runs.runAtRate(45.5, slow))).contains("\n    45 attempts a second of the 45.5 asked for\n");
        assertThat(table(slow)).doesNotContain("asked for");
    }

    private static Block begun(long attempts, long second) {
        Begun begun = new Begun(second * 1_000_000_000, (second + 1) * 1_000_000_000);
        return BlockSketch.of(attempts, one -> {
            one.startNs = second * BlockSketch.SECOND_NS;
            one.begun = begun;
        });
    }

    @Test
    void shouldSayThatTheTesterStoodStill() {
        assertThat(table(ran("pm2", null, 0, still(40))))
                .contains("\n    the tester itself stood still once for 40 ms\n");
        assertThat(table(ran("pm2", null, 0, still(40), still(25, 70))))
                .contains("\n    the tester itself stood still 3 times, longest 70 ms, in all 135 ms\n");
        assertThat(table(ran("pm2", null, 0, still()))).doesNotContain("stood still");
    }

    private static Block still(long... milliseconds) {
        List<Hiccup> hiccups = LongStream.of(milliseconds)
                .mapToObj(length -> new Hiccup(0, length * 1_000_000))
                .toList();
        return BlockSketch.of(10, one -> one.hiccups = hiccups);
    }

    @Test
    void shouldSayThatATargetDidNotBecomeReady() {
        TargetMeasurement target = pm2(one -> {
            one.status = Status.NOT_READY;
            one.reason = "no port after 30 seconds\nlisten EACCES\n    at Server.setup";
        });

        assertThat(table(target)).contains("""
                        pm2     subject  not ready: no port after 30 seconds
                                         listen EACCES
                                         at Server.setup
                        """);
    }

    private static TargetMeasurement pm2(Consumer<MeasurementSketch> change) {
        return MeasurementSketch.of(Runs.target("pm2", Role.SUBJECT), change);
    }

    private static TargetMeasurement ran(String name, String reason, long unfinished, Block... blocks) {
        return MeasurementSketch.of(Runs.target(name, Role.SUBJECT), one -> {
            one.reason = reason;
            one.blocks = List.of(blocks);
            one.unfinished = unfinished;
            one.phases = Runs.phases(44_000);
        });
    }

    private static String table(TargetMeasurement target) {
        return table(Runs.run(List.of(target)));
    }

    private static String table(RunMeasurement run) {
        List<Finding> findings = List.of(new Finding("pm2", "is in doubt", Verdict.INCONCLUSIVE, null, true));
        return ResultTable.of(
                run,
                Diagnosis.NONE,
                new Judgement(Verdict.INCONCLUSIVE, "INCONCLUSIVE: pm2 is in doubt.", findings, Map.of()));
    }

    @Test
    void shouldNotRepeatTheSummaryAsAFinding() {
        assertThat(table(ran("pm2", null, 0))).containsOnlyOnce("is in doubt");
    }

    @Test
    void shouldAddUpEqualFailuresOfAllBlocks() {
        FailureCount lost = new FailureCount(FailureKind.NO_REPLY, Phase.READ, 0, 600);

        assertThat(table(ran("pm2", null, 0, Runs.block(1_000, 0, lost), Runs.block(1_000, 0, lost))))
                .contains("    1,200  no-reply  in read: connected and written, never answered in time\n");
    }
}
