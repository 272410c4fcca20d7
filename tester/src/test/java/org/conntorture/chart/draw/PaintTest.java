package org.conntorture.chart.draw;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The limits are those of WCAG 2.1: 4.5 for text, 3 for what a picture is made of. */
class PaintTest {
    @ParameterizedTest
    @EnumSource(Paint.class)
    void shouldStandOutFromThePaper(Paint paint) {
        double least = switch (paint.part()) {
            case TEXT -> 4.5;
            case GRAPHIC -> 3;
            case GROUND -> 1;
        };
        assertThat(contrast(paint.light(), Paint.PAPER.light())).as("light").isGreaterThanOrEqualTo(least);
        assertThat(contrast(paint.dark(), Paint.PAPER.dark())).as("dark").isGreaterThanOrEqualTo(least);
    }

    @Test
    void shouldStandOutFromTheGroundOfABand() {
        for (Paint paint : new Paint[] {Paint.HOT_0, Paint.HOT_1, Paint.HOT_2, Paint.FAILED, Paint.DISTURBED}) {
            assertThat(contrast(paint.light(), Paint.BAND.light()))
                    .as(paint.id())
                    .isGreaterThanOrEqualTo(3);
            assertThat(contrast(paint.dark(), Paint.BAND.dark())).as(paint.id()).isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void shouldGradeCountsFromFaintToStrong() {
        for (int grade = 1; grade < Paint.HEATS; grade++) {
            assertThat(contrast(Paint.heat(grade).light(), Paint.PAPER.light()))
                    .isGreaterThan(contrast(Paint.heat(grade - 1).light(), Paint.PAPER.light()));
            assertThat(contrast(Paint.heat(grade).dark(), Paint.PAPER.dark()))
                    .isGreaterThan(contrast(Paint.heat(grade - 1).dark(), Paint.PAPER.dark()));
        }
    }

    @Test
    void shouldHaveARuleForEveryColourInBothThemes() {
        for (Paint paint : Paint.values()) {
            assertThat(Theme.css())
                    .contains("--ct-" + paint.id() + ":" + paint.light() + ";")
                    .contains("--ct-" + paint.id() + ":" + paint.dark() + ";")
                    .contains(".ct-f-" + paint.id() + "{fill:var(--ct-" + paint.id() + ")}")
                    .contains(".ct-s-" + paint.id() + "{stroke:var(--ct-" + paint.id() + ")}");
        }
    }

    private static double contrast(String one, String other) {
        double lighter = Math.max(luminance(one), luminance(other));
        double darker = Math.min(luminance(one), luminance(other));
        return (lighter + 0.05) / (darker + 0.05);
    }

    private static double luminance(String colour) {
        return 0.2126 * part(colour, 1) + 0.7152 * part(colour, 3) + 0.0722 * part(colour, 5);
    }

    private static double part(String colour, int from) {
        double value = Integer.parseInt(colour.substring(from, from + 2), 16) / 255.0;
        return value <= 0.03928 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
