package org.conntorture.screen;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.conntorture.result.Turn;

/** The screen as lines of text, for a state and the size of a terminal; pure. */
final class Screen {
    /** So many rows above it are left to what is told, where the terminal has them. */
    private static final int ROWS_FOR_NEWS = 3;

    private static final int FEWEST_ROWS = 3;
    /** On the widest terminals lines would be too long to follow with the eye. */
    private static final int MOST_COLUMNS = 220;

    private final ScreenStyle style;

    Screen(ScreenStyle style) {
        this.style = style;
    }

    /** None is wider than {@code width} less the last column, in which some terminals wrap. */
    List<String> lines(ScreenState state, int width, int height) {
        int columns = Math.max(0, Math.min(MOST_COLUMNS, width - 1));
        int room = Math.max(FEWEST_ROWS, height - ROWS_FOR_NEWS) - 2;
        TargetRows rows = new TargetRows(state.targets(), columns, style);
        List<String> lines = new ArrayList<>();
        lines.add(head(state, columns));
        lines.add(rows.header());
        List<ScreenTarget> shown = state.targets();
        int detail = TargetRows.MOST_DETAIL;
        if (count(rows, shown, detail, detail) > room) {
            shown = byInterest(shown);
        }
        // First those of least interest lose their detail, then all of them.
        int detailOfOthers = detail;
        while (count(rows, shown, detail, detailOfOthers) > room && detail > 0) {
            detailOfOthers = Math.max(0, detailOfOthers - 1);
            if (detailOfOthers == 0 && count(rows, shown, detail, 0) > room) {
                detail--;
            }
        }
        List<String> table = new ArrayList<>();
        int told = 0;
        for (ScreenTarget target : shown) {
            List<String> more = rows.of(target, isOfInterest(target) ? detail : detailOfOthers);
            int left = room - table.size() - (told + 1 < shown.size() ? 1 : 0);
            if (more.size() > left) {
                break;
            }
            table.addAll(more);
            told++;
        }
        lines.addAll(table);
        if (told < shown.size()) {
            lines.add(new ScreenLine(columns, style)
                    .add(ScreenLine.DIM, "  and " + (shown.size() - told) + " more")
                    .toString());
        } else if (table.size() < room && detailOfOthers == TargetRows.MOST_DETAIL && rows.needLegend()) {
            lines.add(rows.legend());
        }
        return lines;
    }

    private static int count(TargetRows rows, List<ScreenTarget> targets, int detail, int detailOfOthers) {
        return targets.stream()
                .mapToInt(target -> rows.of(target, isOfInterest(target) ? detail : detailOfOthers)
                        .size())
                .sum();
    }

    private static boolean isOfInterest(ScreenTarget target) {
        return target.underLoad() || target.isFailing();
    }

    private static List<ScreenTarget> byInterest(List<ScreenTarget> targets) {
        return targets.stream()
                .sorted(Comparator.comparing((ScreenTarget target) -> !target.underLoad())
                        .thenComparing(target -> !target.isFailing())
                        .thenComparing(ScreenTarget::judgedFailures, Comparator.reverseOrder()))
                .toList();
    }

    private String head(ScreenState state, int columns) {
        ScreenLine line = new ScreenLine(columns, style).add(ScreenLine.BOLD, state.title());
        Turn turn = state.turn();
        if (turn == null) {
            line.add("  getting ready");
        } else {
            line.add("  round " + turn.round() + "/" + turn.rounds() + "  turn " + turn.index() + "/" + turn.turns());
        }
        if (state.runLeftNs() >= 0) {
            line.add("  ").add(ScreenLine.BOLD, clock(state.runLeftNs())).add(" left");
        }
        state.targets().stream()
                .filter(ScreenTarget::underLoad)
                .flatMap(target -> target.host().disturbance().stream())
                .forEach(during -> line.addWhole(ScreenLine.YELLOW, "  while " + during));
        String keys = state.stopping() ? "stopping" : "q stops";
        if (line.room() >= keys.length() + 2) {
            line.to(columns - keys.length()).add(state.stopping() ? ScreenLine.YELLOW : ScreenLine.DIM, keys);
        }
        return line.toString();
    }

    static String clock(long ns) {
        long seconds = Math.round(ns / 1e9);
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}
