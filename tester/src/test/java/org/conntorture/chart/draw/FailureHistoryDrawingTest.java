package org.conntorture.chart.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.conntorture.chart.CountTrack;
import org.conntorture.chart.FailureHistory;
import org.conntorture.chart.Mark;
import org.conntorture.chart.QueueTrack;
import org.conntorture.chart.TimeAxis;
import org.conntorture.chart.TimedCount;
import org.junit.jupiter.api.Test;

class FailureHistoryDrawingTest {
    private static final TimeAxis TIME = Drawn.whole(0, 80_000);

    @Test
    void shouldSayWhatFailedWhenAndWhatMovedMeanwhile() {
        Picture picture = Pictures.of(new FailureHistory(
                "Failures of pm2",
                TIME,
                1000,
                List.of(track("reset", 3200, 12), track("no-reply", 40_000, 390, 79_999, 10)),
                List.of(new QueueTrack("127.0.0.1:8085", counts(0, 3, 40_000, 129), OptionalLong.of(128))),
                List.of(track("ListenDrops", 0, 0), track("ListenOverflows", 40_000, 390)),
                List.of(new Mark(40_000, "reload"))));

        assertThat(picture.description())
                .isEqualTo("Under load for 80 s between 0 s and 80 s of the run. 412 failures between 3.2 s and 80 s:"
                        + " 400 of kind no-reply, 12 of kind reset; the most, 390, between 39 s and 41 s. Accept queue"
                        + " of 127.0.0.1:8085: peak 129 of 128. Kernel counters that moved: ListenOverflows +390. 1"
                        + " disturbance: reload x 1.");
        assertThat(Drawn.of(picture).texts())
                .contains("no-reply: 400", "reset: 12", "peak 129 of 128", "ListenOverflows", "+390", "412")
                .doesNotContain("ListenDrops");
    }

    @Test
    void shouldNotClaimToKnowMoreThanTheSecond() {
        List<CountTrack> kinds = List.of(track("reset", 3000, 12));

        assertThat(Pictures.of(new FailureHistory(
                                "x", Drawn.whole(0, 5_000), 1000, kinds, List.of(), List.of(), List.of()))
                        .description())
                .contains("the most, 12, between 3.0 s and 4.0 s.");
    }

    @Test
    void shouldStackKindsAndKeepASingleFailureVisible() {
        Drawn drawn = Drawn.of(Pictures.of(new FailureHistory(
                "x",
                TIME,
                1000,
                List.of(track("many", 0, 1000), track("one", 0, 1)),
                List.of(),
                List.of(),
                List.of())));

        // bars are 7 or 8 wide, 1 less for the next; the plot goes from 142 up to 32
        assertThat(drawn.paths(Paint.SERIES_0)).containsExactly("M58 142h7v-110h-7z");
        assertThat(drawn.paths(Paint.SERIES_1)).containsExactly("M58 32h7v-2h-7z");
        assertThat(drawn.paths(Paint.PAPER)).as("the pattern of the second").contains("M61.5 32v-2");
    }

    @Test
    void shouldDrawTheLimitOfTheQueueAgainstItsLength() {
        QueueTrack queue = new QueueTrack("q", counts(0, 64), OptionalLong.of(128));
        FailureHistory history = new FailureHistory("x", TIME, 1000, List.of(), List.of(queue), List.of(), List.of());

        Drawn drawn = Drawn.of(Pictures.of(history));

        // the row is 40 high and ends at 194: the limit is its top, the queue half of it until the end
        assertThat(drawn.paths(Paint.FAILED)).contains("M58 154L504 154");
        assertThat(drawn.paths(Paint.SERIES_0)).containsExactly("M58 194V174H504V194H504z");
    }

    @Test
    void shouldTellRareKindsAsOne() {
        List<CountTrack> kinds = new ArrayList<>();
        for (int i = 1; i <= 9; i++) {
            kinds.add(track("kind" + i, i * 1000, i));
        }
        Picture picture = Pictures.of(new FailureHistory("x", TIME, 1000, kinds, List.of(), List.of(), List.of()));

        assertThat(Drawn.of(picture).texts()).contains("kind9: 9", "kind5: 5", "4 other kinds: 10");
        assertThat(picture.description()).contains("45 failures", "9 of kind kind9", "and 1 more");
    }

    @Test
    void shouldStaySmallWhateverItIsGiven() {
        Random random = new Random(3);
        List<CountTrack> tracks = new ArrayList<>();
        List<QueueTrack> queues = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            List<TimedCount> counts = new ArrayList<>();
            for (int j = 0; j < 5000; j++) {
                counts.add(new TimedCount(random.nextInt(80_000), random.nextInt(1000)));
            }
            tracks.add(new CountTrack("track" + i, counts));
            queues.add(new QueueTrack("queue" + i, counts, OptionalLong.of(500)));
        }
        Picture picture = Pictures.of(new FailureHistory("x", TIME, 1000, tracks, queues, tracks, List.of()));

        Drawn.of(picture);
        assertThat(picture.element("p1").length()).isLessThan(25_000);
    }

    @Test
    void shouldSayThatNothingFailed() {
        Picture picture = Pictures.of(new FailureHistory("x", TIME, 1000, List.of(), List.of(), List.of(), List.of()));

        Drawn.of(picture);
        assertThat(picture.description()).endsWith("No failure.");
    }

    private static CountTrack track(String name, long... timesAndCounts) {
        return new CountTrack(name, counts(timesAndCounts));
    }

    private static List<TimedCount> counts(long... timesAndCounts) {
        List<TimedCount> counts = new ArrayList<>();
        for (int i = 0; i < timesAndCounts.length; i += 2) {
            counts.add(new TimedCount(timesAndCounts[i], timesAndCounts[i + 1]));
        }
        return counts;
    }
}
