package org.conntorture.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.conntorture.diagnosis.rules.Rules;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Symptom;
import org.junit.jupiter.api.Test;

/** Every cause has a rule, or is an oddity or the remainder. */
class RuleCoverageTest {
    private static final Set<CauseId> BESIDE_THE_RULES =
            Set.of(CauseId.LEAKED_BY_ACCEPTOR, CauseId.SYNCOOKIES, CauseId.UNEXPLAINED);

    @Test
    void shouldHaveARuleForEachCause() {
        Set<CauseId> named = Rules.ALL.stream().map(Rule::cause).collect(Collectors.toCollection(HashSet::new));

        assertThat(named).doesNotContainAnyElementsOf(BESIDE_THE_RULES);
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
        Set<Symptom> examined = Stream.of(Rules.ALL, Rules.OF_UNIX_SOCKETS)
                .flatMap(List::stream)
                .flatMap(rule -> rule.symptoms().stream())
                .collect(Collectors.toSet());

        assertThat(examined).containsExactlyInAnyOrder(Symptom.values());
    }
}
