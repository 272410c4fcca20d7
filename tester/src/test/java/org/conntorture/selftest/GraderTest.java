package org.conntorture.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.conntorture.diagnosis.CauseId;
import org.conntorture.kernel.Deltas;
import org.conntorture.selftest.Trial.Status;
import org.conntorture.store.ResultTotals;
import org.conntorture.store.ResultTotals.NamedCause;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraderTest {
    @ParameterizedTest
    @CsvSource({
        "NO_LISTENER, no-listener, OK",
        "NO_LISTENER, no-listener;blackhole, OK",
        "NO_LISTENER, blackhole;no-listener, MISS",
        "NO_LISTENER, '', MISS",
        "NO_LISTENER;NO_REPLY, no-reply;no-listener, OK",
        "NO_LISTENER;NO_REPLY, no-reply, MISS",
        "'', '', OK",
        "'', tester-stalled, OK",
        "'', unexplained, OK",
        "'', no-reply, FALSE_ACCUSATION",
        "'', tester-stalled;packet-loss, FALSE_ACCUSATION",
        "'', some-new-cause, FALSE_ACCUSATION"
    })
    void shouldJudgeTheFirstCauseAndWantAll(String expected, String named, Status status) {
        CauseId[] ids = words(expected).stream().map(CauseId::valueOf).toArray(CauseId[]::new);
        List<NamedCause> causes = words(named).stream()
                .map(id -> new NamedCause("target", id, "certain", 1))
                .toList();

        assertThat(Grader.grade(Recipe.of("case", ids), causes).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "ListenDrops=attempts OutRsts=0, true",
        "connect-timeout=9 failures=9, true",
        "TcpExtListenDrops=attempts, false",
        "OutRsts>0, false"
    })
    void shouldProveTheFaultByKindsAndCounters(String claims, boolean proven) {
        ResultTotals result = new ResultTotals(10, 9, Map.of("connect-timeout", 9L), List.of());
        Deltas grown = new Deltas(Map.of("TcpExtListenDrops", 10L, "TcpOutRsts", 0L));

        assertThat(Grader.refutation(Recipe.of("case").sees(claims), result, grown)
                        .isEmpty())
                .isEqualTo(proven);
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(";")).filter(word -> !word.isEmpty()).toList();
    }
}
