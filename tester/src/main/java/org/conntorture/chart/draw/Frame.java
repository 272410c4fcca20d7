package org.conntorture.chart.draw;

import org.conntorture.chart.TimeAxis;
import org.conntorture.chart.draw.Svg.Anchor;
import org.conntorture.text.Durations;
import org.conntorture.text.Texts;

/** What the wide pictures have in common. */
final class Frame {
    static final int WIDTH = 640;
    static final int PLOT_WIDTH = 446;
    static final int LEFT = 58;
    private static final int TITLE_Y = 14;
    private static final int TITLE_LENGTH = 80;
    private static final int BELOW = 4;

    private Frame() {}

    static void title(Svg svg, String title) {
        svg.bold(4, TITLE_Y, Anchor.START, Paint.INK, Texts.cut(title, TITLE_LENGTH));
    }

    static Picture picture(String title, String description, double bottom, Svg svg) {
        return new Picture(title, description, WIDTH, (int) Math.ceil(bottom) + BELOW, svg.toString());
    }

    /** How a text alternative begins. */
    static String underLoad(TimeAxis time) {
        return "Under load for " + Durations.moment(time.loadedMs()) + " "
                + Durations.between(time.fromMs(), time.toMs()) + " of the run. ";
    }
}
