package org.conntorture.chart.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.conntorture.chart.Band;
import org.conntorture.chart.CountTrack;
import org.conntorture.chart.FailureHistory;
import org.conntorture.chart.FailureMark;
import org.conntorture.chart.HeatMap;
import org.conntorture.chart.LatencyGrid;
import org.conntorture.chart.Mark;
import org.conntorture.chart.PacketLadder;
import org.conntorture.chart.PortFailure;
import org.conntorture.chart.PortStrip;
import org.conntorture.chart.QueueTrack;
import org.conntorture.chart.TimeAxis;
import org.conntorture.chart.TimedCount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PictureTest {
    /** What a target may be called, and what a program may print. */
    private static final String HOSTILE =
            "</text><script>alert(1)</script> & \"quoted\" 'too' \u0000\u001b[31m\ud800 \ufffe \ud83d\ude00";

    private static final TimeAxis MINUTE = Drawn.whole(0, 60_000);
    private static final List<Mark> MARKS = List.of(new Mark(1000, HOSTILE));

    static Stream<Picture> hostile() {
        LatencyGrid grid = new LatencyGrid(MINUTE, List.of(new Band(1_000_000_000, HOSTILE)), 1000, 60);
        grid.add(0, 1_000_000_000, 3);
        List<CountTrack> tracks = List.of(new CountTrack(HOSTILE, List.of(new TimedCount(0, 2))));
        List<QueueTrack> queues = List.of(
                new QueueTrack(HOSTILE, List.of(new TimedCount(0, 2)), OptionalLong.empty()),
                new QueueTrack(HOSTILE, List.of(), OptionalLong.of(0)));
        List<PacketLadder.Packet> packets = List.of(new PacketLadder.Packet(0, true, HOSTILE, false));
        return Stream.of(
                Pictures.of(new HeatMap(HOSTILE, grid, 0, List.of(new FailureMark(0, 0, HOSTILE, 1)), MARKS)),
                Pictures.of(new FailureHistory(HOSTILE, MINUTE, 1000, tracks, queues, tracks, MARKS)),
                Pictures.of(new PortStrip(HOSTILE, MINUTE, 0, 0, List.of(new PortFailure(0, 0)), MARKS)),
                Pictures.of(new PacketLadder(HOSTILE, HOSTILE, HOSTILE, packets, HOSTILE)));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void shouldTakeAnyNameAsText(Picture picture) {
        assertThat(Drawn.of(picture).all("title").get(0).getTextContent())
                .startsWith("</text><script>alert(1)</script> & \"quoted\" 'too'")
                .endsWith("\ud83d\ude00");
    }

    private static Picture draw(String title) {
        return Pictures.of(new PortStrip(title, MINUTE, 0, 9, List.of(new PortFailure(0, 5)), List.of()));
    }

    @Test
    void shouldCutWhatIsTooLong() {
        String element = draw("x".repeat(100_000)).element("p1");

        assertThat(element).hasSizeLessThan(5000).contains("x...</title>");
    }

    @Test
    void shouldHaveItsColoursWithoutAStyleSheet() {
        Drawn drawn = Drawn.of(draw("x"));

        assertThat(drawn.paths(Paint.SERIES_5)).isNotEmpty();
        assertThat(drawn.all("path"))
                .anySatisfy(path -> assertThat(path.getAttribute("stroke")).isEqualTo(Paint.SERIES_5.light()));
        assertThat(drawn.all("rect").get(0).getAttribute("fill")).isEqualTo(Paint.PAPER.light());
    }

    @Test
    void shouldTakeNoIdThatWouldNotBeOne() {
        Picture picture = draw("x");

        assertThatThrownBy(() -> picture.element("1\""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an id must be a letter and then letters, digits and hyphens, was '1\"'");
    }

    @Test
    void shouldStandAlone() {
        Drawn drawn = Drawn.of(draw("x").document());

        assertThat(drawn.root().getAttribute("xmlns")).isEqualTo("http://www.w3.org/2000/svg");
        assertThat(drawn.all("style").get(0).getTextContent()).isEqualTo(Theme.css());
    }
}
