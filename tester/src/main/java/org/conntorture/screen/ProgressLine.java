package org.conntorture.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.conntorture.outcome.Latency;
import org.conntorture.result.LatencySummary;
import org.conntorture.result.Turn;
import org.conntorture.result.TurnProgress;
import org.conntorture.text.Counts;
import org.conntorture.text.Durations;

/** The one line that says how far a target has come; plain text, made for {@link TerminalProgress}. */
final class ProgressLine {
    private static final int MOST_NAME_CHARACTERS = 24;
    private static final String GAP = "  ";

    private ProgressLine() {}

    /** {@code pm2 2/4  61,000 attempts  4,312/s  17 failed  connect 47 us/120 us/3.1 ms  2:10 left}. */
    static String of(TurnProgress progress, double ratePerSecond, int columns) {
        List<String> parts = new ArrayList<>();
        parts.add(name(progress.turn()));
        parts.add(Counts.of(progress.attempts()) + " attempts");
        parts.add(Counts.of(Math.round(ratePerSecond)) + "/s");
        parts.add(failed(progress));
        if (progress.runLeftNs() >= 0) {
            parts.add(clock(progress.runLeftNs()) + " left");
        }
        // Latency is the first to go on a narrow terminal.
        String withoutLatency = String.join(GAP, parts);
        parts.add(4, latency(progress.phases().get(Latency.CONNECT.id())));
        String line = String.join(GAP, parts);
        return line.length() <= columns ? line : cut(withoutLatency, columns);
    }

    static String name(Turn turn) {
        String name = turn.target().name();
        String shown = name.length() <= MOST_NAME_CHARACTERS ? name : name.substring(0, MOST_NAME_CHARACTERS - 1) + "~";
        return shown + " " + turn.round() + "/" + turn.rounds();
    }

    /** {@code 17 failed}, and apart from them what the tester itself made. */
    static String failed(TurnProgress progress) {
        String failed = Counts.of(progress.judgedFailures()) + " failed";
        return progress.testerFailures() == 0
                ? failed
                : failed + " + " + Counts.of(progress.testerFailures()) + " of the tester";
    }

    static String cut(String line, int columns) {
        return line.length() <= columns ? line : columns < 1 ? "" : line.substring(0, columns - 1) + "~";
    }

    /** p50, p99 and maximum. */
    private static String latency(LatencySummary connect) {
        if (connect == null || connect.count() == 0) {
            return "connect -";
        }
        return "connect " + Durations.of(connect.p50Ns()) + "/" + Durations.of(connect.p99Ns()) + "/"
                + Durations.of(connect.maxNs());
    }

    private static String clock(long ns) {
        long seconds = Math.round(ns / 1e9);
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}
