package org.conntorture.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.conntorture.chart.SpectrumLine.Point;
import org.conntorture.chart.SpectrumLine.Style;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class SpectrumDrawingTest {
    private static final List<Point> POINTS = List.of(
            new Point(0, 100_000), new Point(0.9, 1_000_000), new Point(0.99, 10_000_000), new Point(1, 1_000_000_000));

    @Test
    void shouldGiveEachNineTheSameWidth() {
        Drawn drawn = Drawn.of(draw(line("pm2", Style.SUBJECT, 10_000)));

        // four nines over 446 from 58 on, four decades over 240 from 266 up
        assertThat(drawn.paths(Paint.SERIES_0)).containsExactly("M58 266L169.5 206L281 146L504 26");
        assertThat(drawn.texts()).contains("0 %", "90 %", "99 %", "99.9 %", "99.99 %", "100 us", "1 s", "pm2");
    }

    @Test
    void shouldTellLinesApartByColourAndDash() {
        Drawn drawn = Drawn.of(draw(
                line("go", Style.CONTROL, 1000),
                line("pm2", Style.SUBJECT, 1000),
                line("pm2", Style.CORRECTED, 1000),
                line("pm2", Style.FAILURES, 10)));

        List<Element> lines = drawn.all("path").stream()
                .filter(path -> path.getAttribute("d").startsWith("M58 266L206.7"))
                .toList();
        assertThat(lines)
                .extracting(line -> line.getAttribute("stroke-dasharray"))
                .containsExactly("7 3", "", "2 2", "8 3 2 3");
        assertThat(lines)
                .extracting(line -> line.getAttribute("stroke"))
                .containsExactly(
                        Paint.SERIES_0.light(), Paint.SERIES_1.light(), Paint.SERIES_1.light(), Paint.FAILED.light());
        assertThat(drawn.texts()).contains("go", "pm2", "pm2, corr.", "pm2, failed", "counted from the intended start");
    }

    @Test
    void shouldSayThePercentilesThatSoManyValuesHave() {
        assertThat(draw(line("go", Style.CONTROL, 100), line("pm2", Style.FAILURES, 2))
                        .description())
                .isEqualTo("go (control): 100 values, 50 % within 1.0 ms, 99 % within 10 ms, all within 1.0 s. pm2"
                        + " (failed): 2 values, 50 % within 1.0 ms, all within 1.0 s.");
        assertThat(draw(new SpectrumLine("go", Style.CONTROL, 0, List.of())).description())
                .isEqualTo("No values.");
    }

    @Test
    void shouldStaySmallWhateverItIsGiven() {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i <= 10_000; i++) {
            points.add(new Point(1 - Math.pow(10, -i / 1500.0), 10_000L + i * 100_000L));
        }
        SpectrumLine[] lines = new SpectrumLine[40];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = new SpectrumLine("target " + i, Style.CONTROL, 10_000_000, points);
        }
        Picture picture = draw(lines);

        Drawn.of(picture);
        assertThat(picture.element("p1").length()).isLessThan(25_000);
        assertThat(picture.description()).endsWith("28 lines are not drawn.");
    }

    private static SpectrumLine line(String name, Style style, long count) {
        return new SpectrumLine(name, style, count, POINTS);
    }

    private static Picture draw(SpectrumLine... lines) {
        return Pictures.of(new Spectrum("Connect", List.of(lines)));
    }
}
