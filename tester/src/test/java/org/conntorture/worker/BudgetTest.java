package org.conntorture.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.conntorture.outcome.Attempt;
import org.conntorture.outcome.FailureKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetTest {
    @ParameterizedTest
    @CsvSource({"10, 1", "10, 3", "2, 3", "1000001, 7"})
    void shouldDealOutAttemptsWithoutRestAndNumberEachOnce(long attempts, int loops) {
        Budget budget = new Budget(attempts, 0, 0, 100);
        Set<Long> numbers = new HashSet<>();
        for (int loop = 0; loop < loops; loop++) {
            for (long sequence = 0; sequence < budget.attemptsOf(loop, loops); sequence++) {
                numbers.add(budget.number(sequence, loop, loops));
            }
        }

        assertThat(numbers).hasSize((int) attempts);
        assertThat(numbers.stream().mapToLong(Long::longValue).min()).hasValue(101);
        assertThat(numbers.stream().mapToLong(Long::longValue).max()).hasValue(100 + attempts);
    }

    @Test
    void shouldStopAtTheLastFailureAllowedAndNotCountTheTesters() {
        Budget budget = new Budget(0, 0, 2, 0);

        budget.failed(failed(FailureKind.NO_REPLY));
        budget.failed(failed(FailureKind.PORTS_EXHAUSTED));
        assertThat(budget.isStopped()).isFalse();
        budget.failed(failed(FailureKind.CONNECT_TIMEOUT));
        assertThat(budget.isStopped()).isTrue();
    }

    private static Attempt failed(FailureKind kind) {
        Attempt attempt = new Attempt();
        attempt.fail(kind, 0, null);
        return attempt;
    }
}
