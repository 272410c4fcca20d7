package org.conntorture.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.conntorture.kernel.FailureCounters;
import org.conntorture.outcome.Blame;
import org.conntorture.outcome.FailureKind;
import org.conntorture.result.CauseSoFar;
import org.conntorture.result.HostProgress;
import org.conntorture.result.LatencySummary;
import org.conntorture.text.Counts;
import org.conntorture.text.Durations;

/** The rows of targets on the screen: figures, latencies, and what went wrong, in columns that all share; pure. */
final class TargetRows {
    static final int MOST_DETAIL = 2;
    private static final int TROUBLES = 1;
    private static final int MOST_NAME_COLUMNS = 24;
    /** From here on each of p50, p99 and max has bars of its own. */
    private static final int WIDE = 130;

    private static final int LATENCY_COLUMNS = 6;
    private static final int FEWEST_BARS = 4;
    private static final int MOST_BARS = 30;
    /** More than a JVM takes to warm up. */
    private static final long STALL_NS = 250_000_000;

    private static final List<Statistic> STATISTICS = List.of(
            new Statistic("p50", LatencySummary::p50Ns),
            new Statistic("p99", LatencySummary::p99Ns),
            new Statistic("max", LatencySummary::maxNs));

    private record Statistic(String name, ToLongFunction<LatencySummary> value) {}

    private final int columns;
    private final ScreenStyle style;
    private final int nameColumns;
    private final boolean hasLatencies;
    private final boolean hasOwnFailures;

    TargetRows(List<ScreenTarget> targets, int columns, ScreenStyle style) {
        this.columns = columns;
        this.style = style;
        this.hasOwnFailures = targets.stream().anyMatch(target -> target.testerFailures() > 0);
        this.hasLatencies = targets.stream().anyMatch(TargetRows::hasLatencies);
        int longest = targets.stream()
                .mapToInt(target -> target.name().length())
                .max()
                .orElse(0);
        this.nameColumns =
                Math.min(Math.max("target".length(), longest), Math.max(1, Math.min(MOST_NAME_COLUMNS, columns / 3)));
    }

    private boolean isWide() {
        return columns >= WIDE;
    }

    private ScreenLine line() {
        return new ScreenLine(columns, style);
    }

    String header() {
        ScreenLine line = line().add(ScreenLine.DIM, "  " + padded("target", nameColumns) + "  role   ");
        line.add(ScreenLine.DIM, String.format("%12s%9s%10s%13s", "attempts", "per s", "failed", "accept queue"));
        return line.toString();
    }

    /** Whether there are bars and figures that do not say themselves what they are. */
    boolean needLegend() {
        return hasOwnFailures || hasLatencies && !isWide();
    }

    String legend() {
        String failed = "failed: + the tester's own";
        String bars = "bars: p99 of each second; figures: p50, p99, max";
        String text = !hasOwnFailures ? bars + " so far" : hasLatencies && !isWide() ? bars + "; " + failed : failed;
        return line().add(ScreenLine.DIM, "  " + text).toString();
    }

    /** @param detail 0 figures alone, 1 what is wrong too, 2 latencies too */
    List<String> of(ScreenTarget target, int detail) {
        List<String> rows = new ArrayList<>();
        rows.add(figures(target));
        if (detail == MOST_DETAIL && hasLatencies(target)) {
            rows.addAll(latencies(target));
        }
        if (detail >= TROUBLES) {
            rows.addAll(troubles(target));
        }
        return rows;
    }

    private static boolean hasLatencies(ScreenTarget target) {
        return target.connect().total().count() > 0;
    }

    private String figures(ScreenTarget target) {
        String name = target.name().length() <= nameColumns
                ? target.name()
                : target.name().substring(0, nameColumns - 1) + "~";
        ScreenLine line = line().add(ScreenLine.BOLD, target.underLoad() ? "> " : "  ")
                .add(target.underLoad() ? ScreenLine.BOLD : ScreenLine.PLAIN, padded(name, nameColumns))
                .add(ScreenLine.DIM, "  " + padded(target.role().name().toLowerCase(Locale.ROOT), 7));
        String ownFailures = target.testerFailures() == 0 ? "" : "+" + Counts.of(target.testerFailures());
        line.add(String.format("%12s%9s", Counts.of(target.attempts()), rate(target)));
        line.add(
                target.judgedFailures() > 0 ? ScreenLine.RED : ScreenLine.PLAIN,
                String.format("%" + Math.max(2, 10 - ownFailures.length()) + "s", Counts.of(target.judgedFailures())));
        line.add(ScreenLine.YELLOW, ownFailures);
        line.add(isFull(target) ? ScreenLine.RED : ScreenLine.PLAIN, String.format("%13s", queue(target)));
        return line.toString();
    }

    private static String rate(ScreenTarget target) {
        return target.underLoad() ? Counts.of(Math.round(target.ratePerSecond())) : "-";
    }

    private static String queue(ScreenTarget target) {
        HostProgress host = target.host();
        OptionalLong shown = target.underLoad() ? host.acceptQueue() : host.acceptQueuePeak();
        if (shown.isEmpty()) {
            return "-";
        }
        OptionalLong limit = target.underLoad() ? host.acceptQueueLimit() : host.acceptQueuePeakLimit();
        return shown.getAsLong() + (limit.isPresent() ? " of " + limit.getAsLong() : "");
    }

    private static boolean isFull(ScreenTarget target) {
        OptionalLong peak = target.host().acceptQueuePeak();
        OptionalLong limit = target.host().acceptQueuePeakLimit();
        return peak.isPresent() && limit.isPresent() && peak.getAsLong() > limit.getAsLong();
    }

    private List<String> latencies(ScreenTarget target) {
        int statistics = isWide() ? STATISTICS.size() : 1;
        // Both phases side by side: name, bars, figures.
        int fixed = 2
                + "connect ".length()
                + "  ".length()
                + "read ".length()
                + 2 * STATISTICS.size() * LATENCY_COLUMNS
                + 2 * statistics * (isWide() ? 2 + "p50 ".length() : 1);
        int bars = Math.min(MOST_BARS, (columns - fixed) / (2 * statistics));
        if (bars < FEWEST_BARS) {
            return List.of(
                    phase(line().add("  "), "connect ", target.connect(), (columns - 29))
                            .toString(),
                    phase(line().add("  "), "read    ", target.read(), (columns - 29))
                            .toString());
        }
        ScreenLine line = phase(line().add("  "), "connect ", target.connect(), bars);
        return List.of(phase(line.add("  "), "read ", target.read(), bars).toString());
    }

    private ScreenLine phase(ScreenLine line, String name, PhaseHistory history, int bars) {
        line.add(ScreenLine.DIM, name);
        int shown = Math.max(0, Math.min(MOST_BARS, bars));
        if (isWide()) {
            for (Statistic statistic : STATISTICS) {
                line.add(ScreenLine.DIM, statistic.name() + " ");
                bars(line, history, statistic, shown);
                line.add(figure(history, statistic)).add("  ");
            }
        } else {
            bars(line, history, STATISTICS.get(1), shown);
            line.add(" ");
            STATISTICS.forEach(statistic -> line.add(figure(history, statistic)));
        }
        return line;
    }

    private void bars(ScreenLine line, PhaseHistory history, Statistic statistic, int width) {
        line.add(ScreenLine.CYAN, Sparkline.of(history.seconds(), statistic.value(), width, style.unicode()));
    }

    /** {@code  550us}. */
    private static String figure(PhaseHistory history, Statistic statistic) {
        String text = history.total().count() == 0
                ? "-"
                : Durations.of(statistic.value().applyAsLong(history.total())).replace(" ", "");
        return String.format("%" + LATENCY_COLUMNS + "s", text);
    }

    /** Failures by kind, the leading cause so far, counters that moved; each on a line of its own where room lacks. */
    private List<String> troubles(ScreenTarget target) {
        List<ScreenLine> lines = new ArrayList<>();
        if (target.trouble() != null) {
            put(lines, ScreenLine.RED, target.trouble());
        }
        putKinds(lines, ScreenLine.RED, target, kind -> kind.blame() != Blame.TESTER);
        putKinds(lines, ScreenLine.YELLOW, target, kind -> kind.blame() == Blame.TESTER);
        target.cause().ifPresent(cause -> put(lines, ScreenLine.YELLOW, text(cause)));
        if (target.isFailing() && !target.host().moved().isEmpty()) {
            put(lines, ScreenLine.PLAIN, counters(target.host().moved()));
        }
        if (target.underLoad() && target.host().longestStallNs() >= STALL_NS) {
            put(
                    lines,
                    ScreenLine.YELLOW,
                    "the tester stood still for " + Durations.of(target.host().longestStallNs()));
        }
        return lines.stream().map(ScreenLine::toString).toList();
    }

    private void put(List<ScreenLine> lines, String sgr, String text) {
        ScreenLine last = lines.isEmpty() ? null : lines.get(lines.size() - 1);
        if (last != null && last.room() >= text.length() + 3) {
            last.add("   ").add(sgr, text);
        } else {
            lines.add(line().add("    ").add(sgr, text));
        }
    }

    private void putKinds(List<ScreenLine> lines, String sgr, ScreenTarget target, Predicate<FailureKind> which) {
        String kinds = target.failures().entrySet().stream()
                .filter(kind -> which.test(FailureKind.ofId(kind.getKey())))
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(kind -> Counts.of(kind.getValue()) + " " + kind.getKey())
                .collect(Collectors.joining(", "));
        if (!kinds.isEmpty()) {
            put(lines, sgr, kinds);
        }
    }

    private static String text(CauseSoFar cause) {
        return "so far: " + cause.cause() + ", " + cause.confidence() + ", " + Counts.of(cause.explains()) + " of "
                + Counts.of(cause.failures());
    }

    private static String counters(Map<String, Long> moved) {
        return moved.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(counter -> FailureCounters.shortName(counter.getKey()) + " +" + Counts.of(counter.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
