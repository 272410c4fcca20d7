package org.conntorture.screen;

import java.util.List;
import java.util.function.ToLongFunction;
import org.conntorture.result.LatencySummary;

/** Latencies of the last seconds as a row of small bars, a character each; pure. */
final class Sparkline {
    private static final String BLOCKS = "▁▂▃▄▅▆▇█";
    private static final String ASCII = "_.-:=+*#";
    private static final int LEVELS = 8;

    private Sparkline() {}

    /**
     * The newest on the right; a second without a success is blank. Bars rise by the logarithm from the least value shown to
     * ten times that or the greatest, whichever is more, so that noise stays flat.
     */
    static String of(
            List<LatencySummary> seconds, ToLongFunction<LatencySummary> statistic, int width, boolean unicode) {
        List<LatencySummary> shown = seconds.subList(Math.max(0, seconds.size() - width), seconds.size());
        long[] values = shown.stream()
                .mapToLong(second -> second.count() == 0 ? 0 : Math.max(1, statistic.applyAsLong(second)))
                .toArray();
        double least = Double.MAX_VALUE;
        double most = 0;
        for (long value : values) {
            least = value > 0 ? Math.min(least, value) : least;
            most = Math.max(most, value);
        }
        double span = Math.log(Math.max(10, most / least));
        StringBuilder line = new StringBuilder(" ".repeat(Math.max(0, width - values.length)));
        for (long value : values) {
            line.append(
                    value == 0 ? ' ' : bar((int) Math.round(Math.log(value / least) / span * (LEVELS - 1)), unicode));
        }
        return line.toString();
    }

    private static char bar(int level, boolean unicode) {
        return (unicode ? BLOCKS : ASCII).charAt(level);
    }
}
