package org.conntorture.verdict;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.conntorture.plan.Role;
import org.conntorture.result.FinishedRun;
import org.conntorture.result.LatencySummary;

/** One of the two runs of a comparison: the timelines of its targets, without what the tester may have made itself. */
final class ComparedRun {
    /** Parts of all turns of a target, at least, as long as its seconds suffice: fewer hardly convince among many measures. */
    private static final int FEWEST_PARTS = 16;
    /** A 99th percentile of fewer is their maximum. */
    private static final long FEWEST_LATENCIES = 100;

    private final FinishedRun run;
    private final Map<String, Timeline> timelines;

    ComparedRun(FinishedRun run) {
        this.run = run;
        this.timelines = timelines(run);
    }

    private static Map<String, Timeline> timelines(FinishedRun run) {
        Timeline.TimeOuts timeOuts =
                new Timeline.TimeOuts(run.plan().connectTimeout(), run.plan().replyTimeout());
        Map<String, Timeline> timelines = new LinkedHashMap<>();
        for (FinishedRun.Target target : run.targets().values()) {
            TesterTrouble trouble = new TesterTrouble(target.blocks());
            Timeline timeline = Timeline.of(
                    target.name(), target.blocks(), timeOuts, (block, kind) -> !trouble.mayHaveMade(block, kind));
            if (timeline.attempts() > 0) {
                timelines.put(target.name(), timeline);
            }
        }
        return timelines;
    }

    /** Of those that took load, in the order of the plan. */
    Set<String> names() {
        return Collections.unmodifiableSet(timelines.keySet());
    }

    Role role(String name) {
        return run.targets().get(name).role();
    }

    Timeline timeline(String name) {
        return timelines.get(name);
    }

    /** The turns of a target in parts, each of which counts as one observation. */
    List<List<Cell>> parts(String name) {
        List<Cell> cells = timelines.get(name).cells();
        long turns = cells.stream().mapToInt(Cell::round).distinct().count();
        int partsOfTurn = (int) Math.ceil(FEWEST_PARTS / (double) turns);
        return RateEstimator.parts(cells, Math.max(RateEstimator.PARTS_OF_TURN, partsOfTurn));
    }

    /** Phases of successful attempts that were timed. */
    Set<String> phases(String name) {
        Set<String> phases = new TreeSet<>();
        run.targets().get(name).latencies().values().forEach(ofBlock -> phases.addAll(ofBlock.keySet()));
        phases.removeIf(phase -> phase.startsWith("failed-"));
        return phases;
    }

    /** Nanoseconds, one value for each part: the median of its seconds, so that one stall decides nothing. */
    double[] latencies(String name, String phase, String statistic) {
        return parts(name).stream()
                .mapToDouble(part -> latency(name, part, phase, statistic))
                .filter(Double::isFinite)
                .toArray();
    }

    /** The same as multiples of what the controls had in the same round, so that a host slow for a while slows nobody. */
    double[] latenciesBeside(List<String> controls, String name, String phase, String statistic) {
        Map<Integer, Double> ofControls = new HashMap<>();
        for (String control : controls) {
            byRound(control)
                    .forEach((round, cells) -> ofControls.merge(
                            round,
                            Math.pow(latency(control, cells, phase, statistic), 1.0 / controls.size()),
                            (one, other) -> one * other));
        }
        return parts(name).stream()
                .mapToDouble(part -> latency(name, part, phase, statistic)
                        / ofControls.getOrDefault(part.get(0).round(), Double.NaN))
                .filter(Double::isFinite)
                .toArray();
    }

    private Map<Integer, List<Cell>> byRound(String name) {
        return timelines.get(name).cells().stream().collect(Collectors.groupingBy(Cell::round));
    }

    /** Median of the seconds; NaN where too little succeeded in each. */
    private double latency(String name, List<Cell> cells, String phase, String statistic) {
        Map<Long, Map<String, LatencySummary>> byStart = run.targets().get(name).latencies();
        return RankTest.median(cells.stream()
                .map(cell -> byStart.getOrDefault(cell.startNs(), Map.of()).get(phase))
                .filter(latency -> latency != null && latency.count() >= FEWEST_LATENCIES)
                .mapToDouble(latency -> latency.statistic(statistic))
                .toArray());
    }

    /** Why failures of this subject need not be its own, by the controls of the same run; empty where they are. */
    String doubt(String name) {
        List<String> controls = timelines.keySet().stream()
                .filter(other -> role(other) == Role.CONTROL && !other.equals(name))
                .toList();
        if (controls.isEmpty()
                || role(name) == Role.CONTROL
                || timelines.get(name).failures() == 0) {
            return "";
        }
        List<String> failing = controls.stream()
                .filter(control -> timelines.get(control).failures() > 0)
                .toList();
        if (failing.isEmpty()) {
            return excludesCommonFault(name, controls)
                    ? ""
                    : "its controls are clean at numbers that might not have shown it";
        }
        double low = RateEstimator.estimate(timelines.get(name)).low95();
        return failing.stream()
                        .allMatch(control ->
                                RateEstimator.estimate(timelines.get(control)).high95() < low)
                ? ""
                : Figures.list(failing) + (failing.size() == 1 ? " fails" : " fail") + " as well, though trusted";
    }

    private boolean excludesCommonFault(String name, List<String> controls) {
        List<Timeline> others = timelines.values().stream()
                .filter(timeline -> !timeline.target().equals(name))
                .toList();
        return new CommonFault(
                        timelines.get(name),
                        controls.stream().map(timelines::get).toList(),
                        others)
                .result()
                .excludes(CommonFault.CLEAN_CONTROL_CHANCE);
    }
}
