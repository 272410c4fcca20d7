package org.conntorture.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.conntorture.chart.SpectrumLine.Point;
import org.conntorture.chart.SpectrumLine.Style;

/** Draws a {@link Spectrum}: a colour for each target, a dash for what the line tells of it, its name at the end. */
final class SpectrumDrawing {
    private static final int TOP = 26;
    private static final int HEIGHT = 240;
    private static final int BOTTOM = TOP + HEIGHT;
    private static final int MOST_LINES = 12;
    /** Two points of a line are at least so far from each other. */
    private static final double NEAREST = 4;

    private static final int LEAST_DECADES = 2;
    private static final int NAME_LENGTH = 60;
    private static final int SIGN = 30;
    private static final double[] TOLD = {0.5, 0.99, 0.999};

    private final Spectrum spectrum;
    private final List<SpectrumLine> lines;
    private final ShareScale share;
    private final LatencyScale latency;
    private final List<String> names;
    private final Svg svg = new Svg();

    SpectrumDrawing(Spectrum spectrum) {
        this.spectrum = spectrum;
        List<SpectrumLine> drawable = spectrum.lines().stream()
                .filter(line -> !line.points().isEmpty())
                .toList();
        this.lines = drawable.stream().limit(MOST_LINES).toList();
        this.share = new ShareScale(
                lines.stream().mapToLong(SpectrumLine::count).max().orElse(1), Frame.LEFT, Frame.PLOT_WIDTH);
        this.latency = scale(lines);
        this.names = lines.stream().map(SpectrumLine::name).distinct().toList();
    }

    private static LatencyScale scale(List<SpectrumLine> lines) {
        long[] values = lines.stream()
                .flatMap(line -> line.points().stream())
                .mapToLong(point -> Math.max(1, point.valueNs()))
                .sorted()
                .toArray();
        if (values.length == 0) {
            return new LatencyScale(LatencyGrid.LOWEST_EXPONENT, LatencyGrid.HIGHEST_EXPONENT, TOP, HEIGHT);
        }
        int lowest = (int) Math.floor(Math.log10(values[0]));
        int highest = (int) Math.ceil(Math.log10(values[values.length - 1]));
        return new LatencyScale(lowest, Math.max(lowest + LEAST_DECADES, highest), TOP, HEIGHT);
    }

    Picture picture() {
        Frame.title(svg, spectrum.title());
        latency.drawAxis(svg, Frame.LEFT, Frame.LEFT + Frame.PLOT_WIDTH);
        share.drawAxis(svg, TOP, BOTTOM);
        SideLabels labels = new SideLabels(Frame.LEFT + Frame.PLOT_WIDTH, TOP);
        for (SpectrumLine line : lines) {
            svg.path(path(line), pen(line));
            labels.add(label(line));
        }
        labels.draw(svg, Paint.EDGE);
        return Frame.picture(spectrum.title(), description(), explain(), svg);
    }

    private PathData path(SpectrumLine line) {
        PathData path = new PathData();
        double lastX = Double.NEGATIVE_INFINITY;
        int last = line.points().size() - 1;
        for (int i = 0; i <= last; i++) {
            Point point = line.points().get(i);
            double x = share.x(point.share(), line.count());
            if (i == last || x - lastX >= NEAREST) {
                double y = latency.y(point.valueNs());
                path = path.isEmpty() ? path.moveTo(x, y) : path.lineTo(x, y);
                lastX = x;
            }
        }
        return path;
    }

    private Pen pen(SpectrumLine line) {
        return pen(line.style(), paint(line));
    }

    private Paint paint(SpectrumLine line) {
        return line.style() == Style.FAILURES ? Paint.FAILED : Paint.series(names.indexOf(line.name()));
    }

    private static Pen pen(Style style, Paint paint) {
        return switch (style) {
            case SUBJECT -> new Pen(paint, 2.4, "");
            case CONTROL -> new Pen(paint, 1.6, "7 3");
            case CORRECTED -> new Pen(paint, 1.6, "2 2");
            case FAILURES -> new Pen(paint, 2, "8 3 2 3");
        };
    }

    private SideLabels.Label label(SpectrumLine line) {
        Point last = line.points().get(line.points().size() - 1);
        String text =
                Words.cut(line.name(), SideLabels.LENGTH - suffix(line.style()).length()) + suffix(line.style());
        boolean important = line.style() != Style.CONTROL;
        double x = share.x(last.share(), line.count());
        return new SideLabels.Label(x, latency.y(last.valueNs()), text, important ? Paint.INK : Paint.SOFT, true);
    }

    private static String suffix(Style style) {
        return switch (style) {
            case CORRECTED -> ", corr.";
            case FAILURES -> ", failed";
            default -> "";
        };
    }

    private static String role(Style style) {
        return switch (style) {
            case CONTROL -> " (control)";
            case SUBJECT -> "";
            case CORRECTED -> " (from the intended start)";
            case FAILURES -> " (failed)";
        };
    }

    private double explain() {
        double y = BOTTOM + TimeScale.HEIGHT + Legend.LINE_HEIGHT / 2.0;
        Legend legend = new Legend(svg, Frame.LEFT, Frame.WIDTH, y);
        Map<Style, String> texts = Map.of(
                Style.SUBJECT, "subject",
                Style.CONTROL, "control",
                Style.CORRECTED, "counted from the intended start",
                Style.FAILURES, "failed attempts");
        for (Style style : Style.values()) {
            if (lines.stream().anyMatch(line -> line.style() == style)) {
                Paint paint = style == Style.FAILURES ? Paint.FAILED : Paint.SOFT;
                legend.add(
                        SIGN,
                        (x, base) -> svg.line(x, base - 4, x + SIGN, base - 4, pen(style, paint)),
                        texts.get(style));
            }
        }
        return legend.bottom();
    }

    private String description() {
        List<String> told = new ArrayList<>();
        lines.forEach(line -> told.add(told(line)));
        int left = spectrum.lines().size() - lines.size();
        return told.isEmpty()
                ? "No values."
                : String.join(" ", told)
                        + (left > 0 ? " " + Words.count(left, "line is", "lines are") + " not drawn." : "");
    }

    private static String told(SpectrumLine line) {
        StringBuilder told = new StringBuilder();
        told.append(Words.cut(line.name(), NAME_LENGTH)).append(role(line.style()));
        told.append(": ").append(Words.count(line.count(), "value", "values"));
        for (double share : TOLD) {
            if (line.count() * (1 - share) >= 1) {
                told.append(", ").append(Svg.number(share * 100)).append(" % within ");
                told.append(Words.duration(at(line, share)));
            }
        }
        Point last = line.points().get(line.points().size() - 1);
        return told.append(", all within ")
                .append(Words.duration(last.valueNs()))
                .append('.')
                .toString();
    }

    private static long at(SpectrumLine line, double share) {
        return line.points().stream()
                .filter(point -> point.share() >= share)
                .mapToLong(Point::valueNs)
                .findFirst()
                .orElse(line.points().get(line.points().size() - 1).valueNs());
    }
}
