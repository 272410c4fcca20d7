package org.conntorture.merge;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.conntorture.plan.RunPlan;
import org.conntorture.plan.Shard;
import org.conntorture.store.PlanFile;
import org.conntorture.store.ResultFile;
import org.conntorture.store.StoredRun;
import org.conntorture.text.Durations;

/**
 * Which shards of a plan there are.
 *
 * @param present each once, in their order; also those that were cut off, as what they saw they saw
 * @param gaps what keeps these from being the whole run, a sentence each
 * @param notes what else should be known of them
 */
record RollCall(RunPlan plan, List<StoredRun> present, List<String> gaps, List<String> notes) {
    /** Numbers of missing shards in one sentence. */
    private static final int MOST_LISTED = 20;
    /** Later ones have not met the same server, or have another clock. */
    private static final Duration MOST_APART = Duration.ofSeconds(5);

    /** IllegalArgumentException where nothing is left. */
    static RollCall of(List<StoredRun> directories) {
        RunPlan plan = commonest(directories);
        int count = directories.stream()
                .filter(one -> one.plan().common().equals(plan))
                .mapToInt(one -> one.plan().shard().count())
                .max()
                .orElseThrow(() -> new IllegalArgumentException("there is nothing to merge: give result directories"));
        List<String> gaps = new ArrayList<>();
        Map<Integer, StoredRun> present = new TreeMap<>();
        for (StoredRun one : directories) {
            if (!one.plan().common().equals(plan) || one.plan().shard().count() != count) {
                gaps.add("'" + one.directory() + "' is of another plan than the others (" + difference(one, plan, count)
                        + "), and was left out");
                continue;
            }
            StoredRun before = present.putIfAbsent(one.plan().shard().index(), one);
            if (before != null) {
                gaps.add("shard " + one.plan().shard().number() + " is there twice, '" + before.directory() + "' and '"
                        + one.directory() + "', and the second was left out");
            } else if (one.result().isEmpty()) {
                gaps.add("shard " + one.plan().shard().number() + " was cut off ('" + one.directory()
                        + "' has no result.json); what it had measured by then counts");
            } else if (one.result().get().interrupted()) {
                gaps.add("shard " + one.plan().shard().number() + " was interrupted ('" + one.directory() + "')");
            }
            if (before == null) {
                one.result().map(ResultFile::targets).orElse(List.of()).stream()
                        .filter(target -> !target.ran())
                        .forEach(target -> gaps.add("target '" + target.name() + "' did not run at shard "
                                + one.plan().shard().number() + ": " + target.reason()));
            }
        }
        missing(count, present).ifPresent(gaps::add);
        List<StoredRun> ordered = List.copyOf(present.values());
        return new RollCall(plan, ordered, gaps, notes(ordered));
    }

    private static String difference(StoredRun one, RunPlan plan, int count) {
        if (one.plan().shard().count() != count) {
            return "it is one of " + one.plan().shard().count() + " shards";
        }
        List<String> settings =
                PlanFile.of(plan).differences(PlanFile.of(one.plan().common()));
        return settings.isEmpty() ? "its targets, rounds or start" : String.join(", ", settings);
    }

    private static RunPlan commonest(List<StoredRun> directories) {
        return directories.stream()
                .collect(Collectors.groupingBy(one -> one.plan().common(), LinkedHashMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                // The first of those that are as common.
                .reduce((one, other) -> other.getValue() > one.getValue() ? other : one)
                .orElseThrow(() -> new IllegalArgumentException("there is nothing to merge: give result directories"))
                .getKey();
    }

    private static Optional<String> missing(int count, Map<Integer, StoredRun> present) {
        List<Integer> numbers = IntStream.range(0, count)
                .filter(index -> !present.containsKey(index))
                .mapToObj(index -> new Shard(index, count, null).number())
                .toList();
        if (numbers.isEmpty()) {
            return Optional.empty();
        }
        String listed = numbers.stream().limit(MOST_LISTED).map(String::valueOf).collect(Collectors.joining(", "));
        return Optional.of((numbers.size() == 1 ? "shard " : "shards ") + listed
                + (numbers.size() > MOST_LISTED ? " and " + (numbers.size() - MOST_LISTED) + " more" : "")
                + " of " + count + (numbers.size() == 1 ? " is" : " are") + " missing");
    }

    private static List<String> notes(List<StoredRun> present) {
        Instant first = first(present);
        List<StoredRun> late = present.stream()
                .filter(one -> Timing.of(one, first).afterNs() > MOST_APART.toNanos())
                .toList();
        if (late.isEmpty()) {
            return List.of();
        }
        StoredRun last = late.stream()
                .reduce((one, other) -> Timing.of(other, first).afterNs()
                                > Timing.of(one, first).afterNs()
                        ? other
                        : one)
                .orElseThrow();
        return List.of(
                late.size() + " of " + present.size() + " shards began more than " + MOST_APART.toSeconds()
                        + " s after the first, shard " + last.plan().shard().number() + " by "
                        + Durations.inWords(
                                Duration.ofSeconds(Timing.of(last, first).afterNs() / 1_000_000_000))
                        + ": they were started late, or clocks are apart, and then the order of their failures in time is not true");
    }

    /** When the first of them began, by its own clock. */
    static Instant first(List<StoredRun> present) {
        return present.stream()
                .map(one -> one.clock().time())
                .min(Instant::compareTo)
                .orElseThrow();
    }
}
