package org.conntorture.verdict;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.conntorture.outcome.Phase;
import org.conntorture.plan.Role;
import org.conntorture.result.LatencySummary;
import org.conntorture.store.FinishedRun;
import org.conntorture.text.Lists;

/** One of the two runs of a comparison: the timelines of its targets, without what the tester may have made itself. */
final class ComparedRun {
    /** Parts of all turns of a target, at least, as long as its seconds suffice: fewer hardly convince among many measures. */
    private static final int FEWEST_PARTS = 16;
    /** A 99th percentile of fewer is their maximum. */
    static final long FEWEST_LATENCIES = 100;

    /** Hosts have had bursts as long; in longer runs a quarter of the load counts as one. */
    private static final long LONG_BURST_NS = Duration.ofSeconds(20).toNanos();

    private final FinishedRun run;
    private final Map<String, Timeline> timelines;

    ComparedRun(FinishedRun run) {
        this.run = run;
        this.timelines = timelines(run);
    }

    private static Map<String, Timeline> timelines(FinishedRun run) {
        Timeline.TimeOuts timeOuts = new Timeline.TimeOuts(
                run.plan().connectTimeout(),
                run.plan().replyTimeout(),
                run.plan().closeTimeout());
        Map<String, Timeline> timelines = new LinkedHashMap<>();
        for (FinishedRun.Target target : run.targets().values()) {
            TesterTrouble trouble = new TesterTrouble(target.blocks());
            Timeline timeline = Timeline.of(
                    target.name(), target.blocks(), timeOuts, (block, failure) -> !trouble.mayHaveMade(block, failure));
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

    long rounds(String name) {
        return rounds(timelines.get(name).cells());
    }

    private static long rounds(List<Cell> cells) {
        return cells.stream().mapToInt(Cell::round).distinct().count();
    }

    /** The turns of a target in parts, each of which counts as one observation. */
    private List<List<Cell>> parts(String name) {
        return parts(timelines.get(name).cells());
    }

    private static List<List<Cell>> parts(List<Cell> cells) {
        int partsOfTurn = (int) Math.ceil(FEWEST_PARTS / (double) rounds(cells));
        return RateEstimator.parts(cells, Math.max(RateEstimator.PARTS_OF_TURN, partsOfTurn));
    }

    /**
     * The failures that the host cannot have made: where no control could acquit it, all without the worst seconds in a
     * row that one burst could have lasted.
     */
    Timeline ofItsOwn(String name) {
        Timeline timeline = timelines.get(name);
        return controlsBeside(name).isEmpty() ? withoutWorst(timeline) : timeline;
    }

    /** Share of failures in each part. */
    static double[] shares(Timeline timeline) {
        return parts(timeline.cells()).stream()
                .mapToDouble(ComparedRun::share)
                .filter(Double::isFinite)
                .toArray();
    }

    /** Failures may outnumber the attempts that ended here; NaN where there was neither. */
    private static double share(List<Cell> part) {
        double attempts = 0;
        double failures = 0;
        for (Cell cell : part) {
            attempts += Math.max(cell.attempts(), cell.failures());
            failures += cell.failures();
        }
        return failures / attempts;
    }

    private static Timeline withoutWorst(Timeline timeline) {
        List<Cell> cells = timeline.cells();
        long burstNs = Math.max(LONG_BURST_NS, timeline.loadNs() / 4);
        int worstFrom = 0;
        int worstTo = 0;
        long worst = 0;
        int to = 0;
        long failures = 0;
        for (int from = 0; from < cells.size(); from++) {
            while (to < cells.size()
                    && cells.get(to).startNs() < cells.get(from).startNs() + burstNs) {
                failures += cells.get(to).failures();
                to++;
            }
            if (failures > worst) {
                worst = failures;
                worstFrom = from;
                worstTo = to;
            }
            failures -= cells.get(from).failures();
        }
        List<Cell> rest = new ArrayList<>(cells.subList(0, worstFrom));
        rest.addAll(cells.subList(worstTo, cells.size()));
        return new Timeline(timeline.target(), rest);
    }

    /** Phases of successful attempts that were timed. */
    Set<String> phases(String name) {
        Set<String> phases = new TreeSet<>();
        run.targets().get(name).latencies().values().forEach(ofBlock -> phases.addAll(ofBlock.keySet()));
        Stream.of(Phase.values()).map(Phase::failedId).forEach(phases::remove);
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
        List<String> controls = controlsBeside(name);
        if (controls.isEmpty() || timelines.get(name).failures() == 0) {
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
                : Lists.of(failing) + (failing.size() == 1 ? " fails" : " fail") + " as well, though trusted";
    }

    /** None for a control, as it is trusted itself. */
    private List<String> controlsBeside(String name) {
        return timelines.keySet().stream()
                .filter(other -> role(name) == Role.SUBJECT && role(other) == Role.CONTROL)
                .toList();
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
