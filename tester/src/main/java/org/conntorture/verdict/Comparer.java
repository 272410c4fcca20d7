package org.conntorture.verdict;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.conntorture.plan.Role;
import org.conntorture.store.FinishedRun;
import org.conntorture.store.PlanFile;
import org.conntorture.verdict.Comparison.TargetChange;

/**
 * Compares two runs of one scenario, target by target and measure by measure, once both have ended. A change is told
 * where the ranks of parts of turns show it, all measures of all targets considered together, beyond the smallest
 * effect worth reporting and beyond what the controls changed by meanwhile.
 */
public final class Comparer {
    private static final List<String> STATISTICS = List.of("p50", "p99");

    private final FinishedRun baseRun;
    private final FinishedRun nowRun;
    private final ComparedRun base;
    private final ComparedRun now;
    private final SmallestEffect effect;

    private Comparer(FinishedRun baseRun, FinishedRun nowRun, SmallestEffect effect) {
        this.baseRun = baseRun;
        this.nowRun = nowRun;
        this.base = new ComparedRun(baseRun);
        this.now = new ComparedRun(nowRun);
        this.effect = effect;
    }

    /** @throws IllegalArgumentException where they are not runs of the same scenario and load */
    public static Comparison compare(FinishedRun base, FinishedRun now, SmallestEffect effect) {
        requireComparable(base, now.plan());
        return new Comparer(base, now, effect).comparison();
    }

    /** @param plan of a run that may be still to come */
    public static void requireComparable(FinishedRun base, PlanFile plan) {
        String file = "plan.json of '" + base.directory() + "'";
        if (!base.plan().scenario().equals(plan.scenario())) {
            throw new IllegalArgumentException(file + " is of scenario '"
                    + base.plan().scenario() + "', not '" + plan.scenario() + "': compare runs of one scenario");
        }
        List<String> differences = base.plan().differences(plan);
        if (!differences.isEmpty()) {
            throw new IllegalArgumentException(file + " has another load (" + String.join(", ", differences)
                    + "): compare runs with the same settings, whatever their length");
        }
    }

    private Comparison comparison() {
        List<TargetChange> targets = targets();
        List<Change> changes =
                new ArrayList<>(targets.stream().map(TargetChange::counted).toList());
        boolean compared = targets.stream().anyMatch(target -> target.role() == Role.SUBJECT);
        if (!compared || lostSubject()) {
            changes.add(Change.NOT_ENOUGH_DATA);
        }
        Change change = Change.worst(changes);
        List<String> notes = new ArrayList<>(baseRun.notes());
        notes.addAll(nowRun.notes());
        notes.addAll(missing(baseRun, nowRun));
        notes.addAll(missing(nowRun, baseRun));
        targets.stream()
                .filter(target -> target.measures().size() == 1)
                .forEach(
                        target -> notes.add("latencies of '" + target.target() + "' are not compared: no second of both"
                                + " runs has " + ComparedRun.FEWEST_LATENCIES + " of them"));
        return new Comparison(
                baseRun.directory(),
                nowRun.directory(),
                change,
                ComparisonSentence.of(change, targets),
                targets,
                notes);
    }

    /** Whether a subject that took load in the base takes none now: nobody knows what became of it. */
    private boolean lostSubject() {
        return baseRun.targets().values().stream()
                .filter(target -> target.tookLoad() && baseRun.plan().roles().get(target.name()) == Role.SUBJECT)
                .map(target -> nowRun.targets().get(target.name()))
                .anyMatch(there -> there == null || !there.tookLoad());
    }

    /** Each target of both runs with its measures, of which those convince that hold out among all. */
    private List<TargetChange> targets() {
        Map<String, List<Candidate>> candidates = new LinkedHashMap<>();
        now.names().stream().filter(base.names()::contains).forEach(name -> candidates.put(name, candidates(name)));
        Set<Candidate> worse = convincing(candidates, Candidate::worse);
        Set<Candidate> better = convincing(candidates, Candidate::better);
        List<TargetChange> targets = new ArrayList<>();
        candidates.forEach((name, ofTarget) -> targets.add(TargetChange.of(
                name,
                now.role(name),
                ofTarget.stream()
                        .map(candidate -> candidate.judged(worse.contains(candidate), better.contains(candidate)))
                        .toList())));
        return targets;
    }

    /** Subjects and controls apart: of a control nothing is claimed that the more measures of it make less certain. */
    private Set<Candidate> convincing(Map<String, List<Candidate>> candidates, ToDoubleFunction<Candidate> chance) {
        Set<Candidate> found = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Role role : Role.values()) {
            List<Candidate> family = candidates.entrySet().stream()
                    .filter(target -> now.role(target.getKey()) == role)
                    .flatMap(target -> target.getValue().stream())
                    .toList();
            boolean[] convincing =
                    RankTest.convincing(family.stream().mapToDouble(chance).toArray(), Candidate.ERROR);
            IntStream.range(0, convincing.length)
                    .filter(i -> convincing[i])
                    .mapToObj(family::get)
                    .forEach(found::add);
        }
        return found;
    }

    private List<Candidate> candidates(String name) {
        List<String> controls = now.names().stream()
                .filter(other -> base.names().contains(other) && now.role(other) == Role.CONTROL)
                .filter(other -> now.role(name) == Role.SUBJECT)
                .toList();
        List<Candidate> found = new ArrayList<>();
        found.add(Candidate.ofRate(base, now, name, effect));
        for (String phase : base.phases(name)) {
            for (String statistic : STATISTICS) {
                found.add(Candidate.ofLatency(base, now, controls, name, phase, statistic, effect));
            }
        }
        found.removeIf(candidate -> Double.isNaN(candidate.base()) || Double.isNaN(candidate.now()));
        return found;
    }

    /** Targets of {@code run} that took load in it and not in {@code other}, with the reason. */
    private static List<String> missing(FinishedRun run, FinishedRun other) {
        List<String> notes = new ArrayList<>();
        for (FinishedRun.Target target : run.targets().values()) {
            FinishedRun.Target there = other.targets().get(target.name());
            if (there == null) {
                notes.add("'" + target.name() + "' is in '" + run.directory() + "' alone: it is compared with nothing");
            } else if (target.tookLoad() && !there.tookLoad()) {
                notes.add("'" + target.name() + "' took no load in '" + other.directory() + "'"
                        + (there.reason().isEmpty() ? "" : " (" + there.reason() + ")")
                        + ": it is compared with nothing");
            }
        }
        return notes;
    }
}
