package org.conntorture.verdict;

import static org.conntorture.verdict.ExpectationRow.losesSome;
import static org.conntorture.verdict.ExpectationRow.pair;
import static org.conntorture.verdict.ExpectationRow.row;

import java.util.List;
import java.util.Map;
import org.conntorture.diagnosis.Cause;
import org.conntorture.diagnosis.CauseId;
import org.conntorture.diagnosis.Confidence;
import org.conntorture.diagnosis.Diagnosis;
import org.conntorture.kernel.Deltas;
import org.conntorture.outcome.FailureKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ExpectationsTest {
    private static final List<ExpectationRow> ROWS = List.of(
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
                    "about 260,000 more attempts are needed"),
            row(
                    "exactly as many as the limit, which no number of attempts would tell from it",
                    losesSome().expect("failure_rate < 0.3984063745%"),
                    Verdict.INCONCLUSIVE,
                    "so near the limit that no number of attempts would tell"),
            row(
                    "more than are tolerated, but the tester may have made them",
                    stalled(losesSome()).expect("failures == 0"),
                    Verdict.INCONCLUSIVE,
                    "may keep or break failures == 0: 160 of 40,160, of which 160 may be the tester's own"),
            row(
                    "a greater share than is tolerated, but the tester may have made it",
                    stalled(losesSome()).expect("failure_rate < 0.001%"),
                    Verdict.INCONCLUSIVE,
                    "but 160 failures may be the tester's own"),
            row(
                    "the tester may have made some, and the others alone are more than are tolerated",
                    stalled(losesSome())
                            .failsEachTurn("web", FailureKind.WRONG_REPLY, 5, 1, 2, 3, 4)
                            .expect("failures < 80"),
                    Verdict.FAIL,
                    "breaks failures < 80: 240 of 40,240"),
            row(
                    "the tester may have made some, and the others alone are too great a share",
                    stalled(losesSome())
                            .failsEachTurn("web", FailureKind.WRONG_REPLY, 5, 1, 2, 3, 4)
                            .expect("failure_rate < 0.01%"),
                    Verdict.FAIL,
                    "breaks failure_rate < 0.01%: 0.6 %"),
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
            new ExpectationRow(
                    "a counter that moved",
                    pair().expect("counter(TCPSynRetrans) == 0"),
                    knows(Map.of("TcpExtTCPSynRetrans", 3L)),
                    Verdict.FAIL,
                    List.of("FAIL: web breaks counter(TCPSynRetrans) == 0: +3")),
            new ExpectationRow(
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
            new ExpectationRow(
                    "a cause that is named",
                    pair().expect("no cause(stale-tuple)"),
                    names(CauseId.STALE_TUPLE, Confidence.CERTAIN),
                    Verdict.FAIL,
                    List.of("FAIL: web breaks no cause(stale-tuple): stale-tuple, certain")),
            new ExpectationRow(
                    "another cause is named",
                    pair().expect("no cause(stale-tuple)"),
                    names(CauseId.PACKET_LOSS, Confidence.CERTAIN),
                    Verdict.PASS,
                    List.of("keeps no cause(stale-tuple): none is named")),
            new ExpectationRow(
                    "any cause, where none is expected",
                    pair().expect("no cause"),
                    names(CauseId.PACKET_LOSS, Confidence.LIKELY),
                    Verdict.FAIL,
                    List.of("FAIL: web breaks no cause: packet-loss, likely")),
            new ExpectationRow(
                    "a cause of the tester's own host",
                    pair().expect("no cause"),
                    names(CauseId.PORT_EXHAUSTION, Confidence.CERTAIN),
                    Verdict.INCONCLUSIVE,
                    List.of("may keep or break no cause: port-exhaustion, certain")),
            new ExpectationRow(
                    "a cause that is merely possible",
                    pair().expect("no cause"),
                    names(CauseId.STALE_TUPLE, Confidence.POSSIBLE),
                    Verdict.INCONCLUSIVE,
                    List.of("may keep or break no cause: stale-tuple, possible")),
            row(
                    "nobody looked for causes",
                    pair().expect("no cause"),
                    Verdict.INCONCLUSIVE,
                    "no causes were looked for"));

    @ParameterizedTest
    @FieldSource("ROWS")
    void shouldHoldWhatWasMeasuredAgainstWhatWasExpected(ExpectationRow row) {
        row.check();
    }

    /** The tester stood still in each round, which makes lost replies and no wrong ones. */
    private static RunBuilder stalled(RunBuilder run) {
        return run.failsEachTurn("web", FailureKind.TESTER_STALLED, 1, 3);
    }

    private static Diagnosis knows(Map<String, Long> counters) {
        return new Diagnosis(Map.of(), Map.of(), Map.of("web", new Deltas(counters)));
    }

    private static Diagnosis names(CauseId id, Confidence confidence) {
        Cause cause = new Cause(id, confidence, 0, List.of(), List.of());
        return new Diagnosis(Map.of("web", List.of(cause)), Map.of(), Map.of());
    }
}
