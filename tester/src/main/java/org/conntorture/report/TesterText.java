package org.conntorture.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.conntorture.outcome.Latency;
import org.conntorture.result.HiccupSummary;
import org.conntorture.result.LatencySummary;
import org.conntorture.result.RunMeasurement;
import org.conntorture.result.TargetMeasurement;
import org.conntorture.text.Durations;

/** What there is to say of the tester itself under one target's load: its schedule in an open loop, and its hiccups. */
public final class TesterText {
    /** Less than this part of the rate asked for is worth a word. */
    private static final double LEAST_OF_RATE = 0.9;

    private TesterText() {}

    /** Sentences without a capital and a full stop; none where a closed loop went well. */
    public static List<String> of(RunMeasurement run, TargetMeasurement target) {
        List<String> sentences = new ArrayList<>();
        List<String> schedule = schedule(run.plan().ownLoad().ratePerSecond(), target);
        if (!schedule.isEmpty()) {
            sentences.add(String.join("; ", schedule));
        }
        HiccupSummary hiccups = HiccupSummary.of(target.hiccups());
        if (hiccups.count() > 0) {
            sentences.add("the tester itself stood still " + text(hiccups));
        }
        return sentences;
    }

    /** @param asked attempts per second, or 0: stages have no one rate to compare with */
    private static List<String> schedule(double asked, TargetMeasurement target) {
        List<String> parts = new ArrayList<>();
        OptionalDouble reached = target.achievedPerSecond();
        if (asked != 0 && reached.isPresent()) {
            boolean missed = reached.getAsDouble() <= LEAST_OF_RATE * asked;
            parts.add(perSecond(reached.getAsDouble()) + " attempts a second of the " + perSecond(asked) + " asked for"
                    + (missed ? ": the workers were busy; give more (-c), or more threads (-t)" : ""));
        }
        LatencySummary lateness = target.phases().get(Latency.START_LATENESS.id());
        if (TargetFigures.measured(lateness)) {
            parts.add("begun late by " + TargetFigures.latency(lateness));
        }
        return parts;
    }

    private static String text(HiccupSummary hiccups) {
        String times = TargetFigures.times(hiccups.count());
        String longest = Durations.of(hiccups.longestNs());
        return hiccups.count() == 1
                ? times + " for " + longest
                : times + ", longest " + longest + ", in all " + Durations.of(hiccups.totalNs());
    }

    /** As fine as a rate is kept: {@code 999.9}, {@code 1,000}. */
    private static String perSecond(double rate) {
        return String.format(Locale.ROOT, "%,.1f", rate).replaceFirst("\\.0$", "");
    }
}
