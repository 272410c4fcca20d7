package org.conntorture.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.conntorture.diagnosis.Cause;
import org.conntorture.diagnosis.CauseId;
import org.conntorture.diagnosis.Confidence;
import org.conntorture.diagnosis.Diagnosis;
import org.conntorture.kernel.Deltas;
import org.conntorture.outcome.FailureKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ExpectationsTest {
    private static final Duration MS = Duration.ofMillis(1);

    /** @param says parts of the summary, or of a finding */
    record Row(String reason, RunBuilder run, Diagnosis diagnosis, Verdict verdict, List<String> says) {
        @Override
        public String toString() {
            return reason;
        }
    }

    private static final List<Row> ROWS = List.of(
            // failures
            row("none, none expected", pair().expect("failures == 0"), Verdict.PASS, "web is clean"),
            row(
                    "as many as are tolerated",
                    losesSome().expect("failure_rate < 1%"),
                    Verdict.PASS,
                    "PASS: web keeps what is expected: 160 of 40,160 attempts failed",
                    "keeps failure_rate < 1%: 0.4 %",
                    "within what is expected, failure_rate < 1%"),
            row(
                    "more than are tolerated",
                    losesSome().expect("failure_rate < 0.001%"),
                    Verdict.FAIL,
                    "FAIL: web loses connections",
                    "breaks failure_rate < 0.001%: 0.4 %"),
            row(
                    "tolerated by one and not by the other",
                    losesSome().expect("failure_rate < 1%", "failures < 160"),
                    Verdict.FAIL,
                    "FAIL: web loses connections",
                    "breaks failures < 160: 160 of 40,160",
                    "keeps failure_rate < 1%"),
            row(
                    "so near the limit that the numbers do not tell",
                    losesSome().expect("failure_rate < 0.41%"),
                    Verdict.INCONCLUSIVE,
                    "may keep or break failure_rate < 0.41%: 0.4 %",
                    "more attempts are needed"),
            row(
                    "none failed, and too few were tried",
                    pair().expect("failure_rate < 0.001%"),
                    Verdict.INCONCLUSIVE,
                    "may keep or break failure_rate < 0.001%: 0 % (0 % to ",
                    "more attempts are needed"),
            row(
                    "a control that fails as well accuses nobody",
                    losesSome()
                            .failsEachTurn("java", FailureKind.NO_REPLY, 5, 1, 2, 3, 4, 5, 6, 7, 8)
                            .expect("failures == 0"),
                    Verdict.INCONCLUSIVE,
                    "may keep or break failures == 0"),
            row(
                    "expected of another target alone",
                    losesSome().subject("api").expect("api: failure_rate < 50%"),
                    Verdict.FAIL,
                    "FAIL: web loses connections"),
            // latencies
            row(
                    "quick enough",
                    pair().connectsIn("web", MS).expect("connect.p99 < 5ms"),
                    Verdict.PASS,
                    "keeps connect.p99 < 5ms: 1.0 ms"),
            row(
                    "too slow",
                    pair().connectsIn("web", MS.multipliedBy(7))
                            .connectsIn("java", MS)
                            .expect("connect.p99 < 5ms"),
                    Verdict.FAIL,
                    "FAIL: web breaks connect.p99 < 5ms: 7.0 ms"),
            row(
                    "too slow, and nothing to compare it with",
                    new RunBuilder(4, 10)
                            .subject("web")
                            .attemptsPerSecond("web", 1000)
                            .connectsIn("web", MS.multipliedBy(7))
                            .expect("connect.p99 < 5ms"),
                    Verdict.FAIL,
                    "FAIL: web breaks connect.p99 < 5ms: 7.0 ms; no control was run, so the host is not acquitted"),
            row(
                    "too slow, and it fails besides",
                    losesSome().connectsIn("web", MS.multipliedBy(7)).expect("connect.p99 < 5ms"),
                    Verdict.FAIL,
                    "FAIL: web loses connections",
                    "would have shown it; web breaks connect.p99 < 5ms: 7.0 ms"),
            row(
                    "too slow, as the control is",
                    pair().connectsIn("web", MS.multipliedBy(7))
                            .connectsIn("java", MS.multipliedBy(6))
                            .expect("connect.p99 < 5ms"),
                    Verdict.INCONCLUSIVE,
                    "but the control java does not keep it either: 6.0 ms"),
            row(
                    "too slow where the tester stood still",
                    pair().connectsIn("web", MS.multipliedBy(80))
                            .longestStall(MS.multipliedBy(90))
                            .expect("connect.max < 50ms"),
                    Verdict.INCONCLUSIVE,
                    "but the tester itself stood still for 90 ms"),
            row(
                    "begun late, which no target does",
                    pair().startsLateIn("web", MS.multipliedBy(7)).expect("start-lateness.p99 < 1ms"),
                    Verdict.INCONCLUSIVE,
                    "7.0 ms, which is the tester's, or too few workers (-c)"),
            row(
                    "a phase that was never measured",
                    pair().expect("read.p50 < 5ms"),
                    Verdict.INCONCLUSIVE,
                    "no attempt has such a latency"),
            row(
                    "too slow a control",
                    pair().connectsIn("java", MS.multipliedBy(7)).expect("java: connect.p99 < 5ms"),
                    Verdict.INCONCLUSIVE,
                    "and it is a control"),
            // counters and causes
            new Row(
                    "a counter that moved",
                    pair().expect("counter(TCPSynRetrans) == 0"),
                    knows(Map.of("TcpExtTCPSynRetrans", 3L)),
                    Verdict.FAIL,
                    List.of("FAIL: web breaks counter(TCPSynRetrans) == 0: +3")),
            new Row(
                    "a counter that did not",
                    pair().expect("counter(TcpExtTCPSynRetrans) == 0"),
                    knows(Map.of("TcpExtTCPSynRetrans", 0L)),
                    Verdict.PASS,
                    List.of("keeps counter(TcpExtTCPSynRetrans) == 0: +0")),
            row(
                    "a counter that this kernel does not have",
                    pair().expect("counter(TCPSynRetrans) == 0"),
                    Verdict.INCONCLUSIVE,
                    "the counter is not known here"),
            new Row(
                    "a cause that is named",
                    pair().expect("no cause(stale-tuple)"),
                    names(Confidence.CERTAIN),
                    Verdict.FAIL,
                    List.of("FAIL: web breaks no cause(stale-tuple): stale-tuple, certain")),
            new Row(
                    "a cause that is merely possible",
                    pair().expect("no cause"),
                    names(Confidence.POSSIBLE),
                    Verdict.INCONCLUSIVE,
                    List.of("may keep or break no cause: stale-tuple, possible")),
            row(
                    "nobody looked for causes",
                    pair().expect("no cause"),
                    Verdict.INCONCLUSIVE,
                    "no causes were looked for"));

    @ParameterizedTest
    @FieldSource("ROWS")
    void shouldHoldWhatWasMeasuredAgainstWhatWasExpected(Row row) {
        Judgement judgement = Judge.judge(row.run.build(), row.diagnosis);

        String all = judgement.summary()
                + judgement.findings().stream().map(Finding::clause).toList();
        assertThat(judgement.verdict()).as(all).isEqualTo(row.verdict);
        assertThat(all).contains(row.says);
    }

    private static Row row(String reason, RunBuilder run, Verdict verdict, String... says) {
        return new Row(reason, run, Diagnosis.NONE, verdict, Stream.of(says).toList());
    }

    private static RunBuilder pair() {
        return new RunBuilder(4, 10)
                .control("java")
                .attemptsPerSecond("java", 1000)
                .subject("web")
                .attemptsPerSecond("web", 1000);
    }

    private static RunBuilder losesSome() {
        return pair().failsEachTurn("web", FailureKind.NO_REPLY, 5, 1, 2, 3, 4, 5, 6, 7, 8);
    }

    private static Diagnosis knows(Map<String, Long> counters) {
        return new Diagnosis(Map.of(), Map.of(), Map.of("web", new Deltas(counters)));
    }

    private static Diagnosis names(Confidence confidence) {
        Cause cause = new Cause(CauseId.STALE_TUPLE, confidence, 0, List.of(), List.of());
        return new Diagnosis(Map.of("web", List.of(cause)), Map.of(), Map.of());
    }
}
