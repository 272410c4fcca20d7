package org.conntorture.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;
import org.conntorture.result.Block;
import org.conntorture.result.FailureCount;
import org.conntorture.support.BlockSketch;
import org.junit.jupiter.api.Test;

class FailureNewsTest {
    private static final long MS = 1_000_000;

    /** A tenth of a second with {@code count} failures of one kind. */
    private static Block block(long startMs, FailureKind kind, long count) {
        FailureCount failure = new FailureCount(kind, Phase.READ, 0, count);
        return BlockSketch.of(1_000, one -> {
            one.startNs = startMs * MS;
            one.durationNs = 100 * MS;
            one.failures = List.of(failure);
        });
    }

    @Test
    void shouldHoldBackWhatComesWithinASecondAndTellItWithTheNextLine() {
        FailureNews news = new FailureNews(1_000 * MS);

        assertThat(news.after(block(0, FailureKind.RESET, 1))).startsWith("1 x reset (");
        assertThat(news.after(block(400, FailureKind.NO_REPLY, 2))).isEmpty();
        assertThat(news.after(block(1_000, FailureKind.NO_REPLY, 3)))
                .isEqualTo("5 x no-reply (connected and written, never answered in time)");
        assertThat(news.after(block(3_000, FailureKind.NO_REPLY, 4)))
                .as("told in this turn")
                .isEmpty();
    }

    @Test
    void shouldTellInTheNextTurnWhatATurnLeftOver() {
        FailureNews news = new FailureNews(1_000 * MS);
        news.after(block(0, FailureKind.RESET, 1));
        news.after(block(200, FailureKind.NO_REPLY, 2));
        news.turnStarted();

        assertThat(news.after(block(5_000, FailureKind.RESET, 1))).contains("1 x reset (", "; 2 x no-reply (");
    }
}
