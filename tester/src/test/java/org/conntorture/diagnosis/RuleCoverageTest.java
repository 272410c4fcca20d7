package org.conntorture.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.conntorture.outcome.FailureKind;
import org.junit.jupiter.api.Test;

/** Every cause has a rule, is an oddity or the remainder, or stands here with the reason why not. */
class RuleCoverageTest {
    private static final Map<CauseId, String> NO_RULE_YET = Map.of(
            CauseId.KEEPALIVE_RACE, "no workload uses a connection twice, and the race is only lost on such",
            CauseId.TLS_FAILURE, "no workload speaks TLS, and the kernel knows nothing of it");

    private static final Set<CauseId> BESIDE_THE_RULES =
            Set.of(CauseId.LEAKED_BY_ACCEPTOR, CauseId.SYNCOOKIES, CauseId.UNEXPLAINED);

    @Test
    void shouldHaveARuleForEachCauseOrSayWhyNot() {
        Set<CauseId> named = Rules.ALL.stream().map(Rule::cause).collect(Collectors.toCollection(HashSet::new));

        assertThat(named).doesNotContainAnyElementsOf(NO_RULE_YET.keySet());
        assertThat(named).doesNotContainAnyElementsOf(BESIDE_THE_RULES);
        named.addAll(NO_RULE_YET.keySet());
        named.addAll(BESIDE_THE_RULES);
        assertThat(named).containsExactlyInAnyOrder(CauseId.values());
    }

    @Test
    void shouldNameEveryOddityAndTheRemainder() {
        Set<CauseId> named = CaseBuilder.local()
                .leak(0, 5, 40_001)
                .moved("TcpExtSyncookiesSent", 10_000)
                .fails(FailureKind.INTERNAL_ERROR, 1)
                .diagnose()
                .stream()
                .map(Cause::id)
                .collect(Collectors.toSet());

        assertThat(named).containsExactlyInAnyOrderElementsOf(BESIDE_THE_RULES);
    }

    @Test
    void shouldReachEverySymptom() {
        Set<Symptom> examined =
                Rules.ALL.stream().flatMap(rule -> rule.symptoms().stream()).collect(Collectors.toSet());

        assertThat(examined).containsExactlyInAnyOrder(Symptom.values());
    }
}
