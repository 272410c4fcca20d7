package org.conntorture.chart.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.conntorture.chart.PortFailure;
import org.conntorture.chart.PortStrip;
import org.conntorture.chart.TimeAxis;
import org.junit.jupiter.api.Test;

class PortStripDrawingTest {
    private static final TimeAxis MINUTE = Drawn.whole(0, 60_000);

    @Test
    void shouldShowThePortsThatFailAgain() {
        Picture picture = draw(List.of(
                new PortFailure(15_000, 30_000), new PortFailure(45_000, 30_000), new PortFailure(30_000, 25_000)));

        assertThat(picture.description())
                .contains("3 failures from 2 source ports of 20000 to 40000; 1 failed more than once, 2 times together:"
                        + " 30000 x 2.");
        Drawn drawn = Drawn.of(picture);
        // the plot goes from 58 to 504 and from 232 up to 32
        assertThat(drawn.paths(Paint.HOT_0)).containsExactly("M169.5 132H392.5", "M167 132h6M390 132h6");
        assertThat(drawn.paths(Paint.SERIES_5)).containsExactly("M279.5 182h3");
        assertThat(drawn.texts()).contains("port 30000: 2", "20000", "40000", "ports that failed again: 1");
    }

    @Test
    void shouldSayThatNoneFailedAgain() {
        assertThat(draw(List.of(new PortFailure(0, 30_000))).description())
                .contains("1 failure from 1 source port of 20000 to 40000; none failed more than once.");
        assertThat(draw(List.of()).description()).contains("No failure with a source port.");
    }

    @Test
    void shouldStaySmallWhateverItIsGiven() {
        Random random = new Random(11);
        List<PortFailure> failures = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            failures.add(new PortFailure(random.nextInt(60_000), random.nextInt(65_536)));
        }
        Picture picture = draw(failures);

        Drawn.of(picture);
        assertThat(picture.element("p1").length()).isLessThan(15_000);
    }

    private static Picture draw(List<PortFailure> failures) {
        return Pictures.of(new PortStrip("Source ports", MINUTE, 20_000, 40_000, failures, List.of()));
    }
}
