package org.conntorture.verdict;

import static org.conntorture.verdict.ExpectationRow.losesSome;
import static org.conntorture.verdict.ExpectationRow.pair;
import static org.conntorture.verdict.ExpectationRow.row;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class LatencyExpectationsTest {
    private static final Duration MS = Duration.ofMillis(1);

    private static final List<ExpectationRow> ROWS = List.of(
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
                    "too slow for longer than the tester stood still",
                    pair().connectsIn("web", MS.multipliedBy(80))
                            .connectsIn("java", MS)
                            .longestStall(MS.multipliedBy(49))
                            .expect("connect.max < 50ms"),
                    Verdict.FAIL,
                    "FAIL: web breaks connect.max < 50ms: 80 ms"),
            row(
                    "one in a thousand too slow where the tester stood still",
                    pair().connectsIn("web", MS.multipliedBy(80))
                            .connectsIn("java", MS)
                            .longestStall(MS.multipliedBy(90))
                            .expect("connect.p99.9 < 50ms"),
                    Verdict.INCONCLUSIVE,
                    "but the tester itself stood still for 90 ms"),
            row(
                    "one in a hundred too slow, which one stall does not make",
                    pair().connectsIn("web", MS.multipliedBy(80))
                            .connectsIn("java", MS)
                            .longestStall(MS.multipliedBy(90))
                            .expect("connect.p99 < 50ms"),
                    Verdict.FAIL,
                    "FAIL: web breaks connect.p99 < 50ms: 80 ms"),
            row(
                    "quick enough, though the tester stood still",
                    pair().connectsIn("web", MS)
                            .longestStall(MS.multipliedBy(90))
                            .expect("connect.max < 50ms"),
                    Verdict.PASS,
                    "keeps connect.max < 50ms: 1.0 ms"),
            row(
                    "begun in time",
                    pair().startsLateIn("web", MS).expect("start-lateness.p99 < 5ms"),
                    Verdict.PASS,
                    "keeps start-lateness.p99 < 5ms: 1.0 ms"),
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
                    "and it is a control"));

    @ParameterizedTest
    @FieldSource("ROWS")
    void shouldHoldLatenciesAgainstWhatWasExpected(ExpectationRow row) {
        row.check();
    }
}
