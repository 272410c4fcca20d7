package org.conntorture.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeadlineQueueTest {
    private final DeadlineQueue queue = new DeadlineQueue(100);
    private final Deadline first = new Deadline(null);
    private final Deadline second = new Deadline(null);
    private final Deadline third = new Deadline(null);

    @Test
    void shouldYieldDueDeadlinesInTheOrderTheyWerePutIn() {
        queue.add(first, 0);
        queue.add(second, 5);
        queue.add(third, 50);

        assertThat(queue.pollDue(99)).isNull();
        assertThat(queue.pollDue(105)).isSameAs(first);
        assertThat(queue.pollDue(105)).isSameAs(second);
        assertThat(queue.pollDue(105)).isNull();
        assertThat(queue.pollDue(150)).isSameAs(third);
    }

    @Test
    void shouldForgetACancelledDeadlineWhereverItStands() {
        queue.add(first, 0);
        queue.add(second, 0);
        queue.add(third, 0);

        second.cancel();
        first.cancel();

        assertThat(queue.pollDue(100)).isSameAs(third);
        assertThat(queue.pollDue(100)).isNull();
    }

    @Test
    void shouldTellEachOverdueDeadlineOnceAtHalfItsTime() {
        queue.add(first, 0);
        queue.add(second, 10);

        assertThat(queue.pollOverdue(49)).isNull();
        assertThat(queue.pollOverdue(50)).isSameAs(first);
        assertThat(queue.pollOverdue(59)).isNull();
        assertThat(queue.pollOverdue(60)).isSameAs(second);
        assertThat(queue.pollOverdue(99)).isNull();
        assertThat(queue.pollDue(100)).isSameAs(first);
    }

    @Test
    void shouldNotTellOfDeadlinesThatAreOut() {
        queue.add(first, 0);
        queue.add(second, 0);
        queue.add(third, 0);
        first.cancel();
        second.cancel();
        queue.add(first, 20);

        assertThat(queue.pollOverdue(50)).isSameAs(third);
        assertThat(queue.pollOverdue(60)).isNull();
        assertThat(queue.pollOverdue(70)).isSameAs(first);
    }

    @Test
    void shouldTakeADeadlineAgainOnceItIsOut() {
        queue.add(first, 0);
        first.cancel();
        first.cancel();
        queue.add(first, 10);

        assertThat(queue.pollDue(100)).isNull();
        assertThat(queue.pollDue(110)).isSameAs(first);
    }

    @Test
    void shouldHoldWhenTheClockWrapsAround() {
        queue.add(first, Long.MAX_VALUE - 50);

        assertThat(queue.pollDue(Long.MAX_VALUE)).isNull();
        assertThat(queue.pollDue(Long.MIN_VALUE + 60)).isSameAs(first);
    }
}
