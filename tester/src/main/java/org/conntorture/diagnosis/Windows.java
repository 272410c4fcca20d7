package org.conntorture.diagnosis;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.conntorture.evidence.ListenerTrack;
import org.conntorture.outcome.Symptom;
import org.conntorture.record.FailureRecord;
import org.conntorture.result.Block;

/** When failures happened: within which stretches of time, in clumps or scattered, and who was served after them. */
public final class Windows {
    /** Fewer show no pattern. */
    public static final int LEAST_CLUMP = 5;
    /** Attempts that fail by chance are next to each other that often only where more than half of all fail. */
    private static final double CLUMPED_SHARE = 0.9;

    /** As few as that must come without any other between, more of them may have one. */
    private static final int FEW = 8;

    private Windows() {}

    /** A stretch of time by {@link System#nanoTime()}. */
    public record Span(long fromNs, long toNs) {
        public boolean contains(long ns) {
            return ns >= fromNs && ns <= toNs;
        }

        /** Whether at least half of what lasted from {@code beginNs} to {@code endNs} lies in it. */
        public boolean coversMostOf(long beginNs, long endNs) {
            long overlapNs = Math.min(toNs, endNs) - Math.max(fromNs, beginNs);
            return overlapNs >= 0 && overlapNs * 2 >= endNs - beginNs;
        }

        long lengthNs() {
            return toNs - fromNs;
        }
    }

    /** {@code they began between 1.2 s and 3.4 s of the run}, from the first to the last start of a failed attempt. */
    public static String text(CaseFile file, Symptom symptom) {
        List<FailureRecord> failures = file.failures(symptom);
        if (failures.isEmpty()) {
            return "when is not known";
        }
        long zero = LongStream.concat(
                        failures.stream().mapToLong(FailureRecord::startNs),
                        file.host().listeners().stream().mapToLong(ListenerTrack::firstNs))
                .min()
                .getAsLong();
        long first = failures.stream().mapToLong(FailureRecord::startNs).min().getAsLong() - zero;
        long last = failures.stream().mapToLong(FailureRecord::startNs).max().getAsLong() - zero;
        return String.format(Locale.ROOT, "they began between %.1f s and %.1f s of the run", first / 1e9, last / 1e9);
    }

    /** Failures that ended within the spans, if they are many more there than elsewhere in as much time; else 0. */
    public static long gatheredIn(CaseFile file, Symptom symptom, List<Span> spans) {
        List<FailureRecord> failures = file.failures(symptom);
        long inside = failures.stream()
                .filter(failure -> spans.stream().anyMatch(span -> span.contains(failure.endNs())))
                .count();
        double loadNs = file.measurement().blocks().stream()
                .mapToLong(Block::durationNs)
                .sum();
        double spanNs = spans.stream().mapToDouble(Span::lengthNs).sum();
        double elsewhereNs = Math.max(1, loadNs - spanNs);
        double byChance = (failures.size() - inside) * spanNs / elsewhereNs;
        return inside > 3 * byChance ? file.scaled(symptom, inside) : 0;
    }

    /** Whether the spans take up so much of the load that what happens in them happens anyhow. */
    public static boolean coverMost(CaseFile file, List<Span> spans) {
        double loadNs = file.measurement().blocks().stream()
                .mapToLong(Block::durationNs)
                .sum();
        return spans.stream().mapToDouble(Span::lengthNs).sum() > loadNs / 2;
    }

    /** Whether in most whole seconds between the start of the first of these failures and of the last others were served. */
    public static boolean isServedMeanwhile(CaseFile file, Symptom symptom) {
        List<Block> failing = file.measurement().blocks().stream()
                .filter(block -> hasFailed(block, symptom))
                .toList();
        if (failing.isEmpty()) {
            return false;
        }
        // Blocks are timed from the start of the run and failures by the host's clock: what they share is how long one
        // took.
        long waitedNs = (long) file.failures(symptom).stream()
                .mapToLong(failure -> failure.endNs() - failure.startNs())
                .average()
                .orElse(0);
        Span begun =
                new Span(middleNs(failing.get(0)) - waitedNs, middleNs(failing.get(failing.size() - 1)) - waitedNs);
        List<Block> within = file.measurement().blocks().stream()
                .filter(block -> begun.contains(block.startNs())
                        && begun.contains(block.startNs() + block.durationNs())
                        && block.attempts() > 0)
                .toList();
        long served = within.stream()
                .filter(block -> block.attempts() > block.judgedFailures() + block.testerFailures())
                .count();
        return served > 1 && served * 2 > within.size();
    }

    private static boolean hasFailed(Block block, Symptom symptom) {
        return block.failures().stream().anyMatch(failure -> failure.kind().symptom() == symptom);
    }

    private static long middleNs(Block block) {
        return block.startNs() + block.durationNs() / 2;
    }

    /** Attempts served in the seconds after the first failures of the symptom; a server that stands still serves none. */
    public static long servedAfterFirst(CaseFile file, Symptom symptom) {
        boolean begun = false;
        long served = 0;
        for (Block block : file.measurement().blocks()) {
            if (begun) {
                served += served(block);
            }
            begun |= hasFailed(block, symptom);
        }
        return served;
    }

    /** Attempts served from the first failures of the symptom to the last, without the seconds of these two. */
    public static long servedBetween(CaseFile file, Symptom symptom) {
        List<Block> between = between(file, symptom);
        return between.isEmpty()
                ? servedAfterFirst(file, symptom)
                : between.stream().mapToLong(Windows::served).sum();
    }

    /** Whether the seconds between served on average less than half of what the best second before the first failures did. */
    public static boolean isServedLess(CaseFile file, Symptom symptom) {
        List<Block> between = between(file, symptom);
        long best = file.measurement().blocks().stream()
                .takeWhile(block -> !hasFailed(block, symptom))
                .mapToLong(Windows::served)
                .max()
                .orElse(0);
        return !between.isEmpty()
                && between.stream().mapToLong(Windows::served).average().orElseThrow() * 2 < best;
    }

    /** The seconds between that of the first failures and that of the last; none where fewer than three seconds have any. */
    private static List<Block> between(CaseFile file, Symptom symptom) {
        List<Block> blocks = file.measurement().blocks();
        int[] failing = IntStream.range(0, blocks.size())
                .filter(i -> hasFailed(blocks.get(i), symptom))
                .toArray();
        return failing.length < 3 ? List.of() : blocks.subList(failing[0] + 1, failing[failing.length - 1]);
    }

    private static long served(Block block) {
        return block.attempts() - block.judgedFailures() - block.testerFailures();
    }

    /** Whether these attempts came one after the other, as while a way is closed, and not scattered as by chance. */
    public static boolean isClumped(LongStream attempts) {
        long[] sorted = attempts.sorted().toArray();
        if (sorted.length < LEAST_CLUMP) {
            return false;
        }
        int near = 0;
        int reach = sorted.length < FEW ? 1 : 2;
        for (int i = 1; i < sorted.length; i++) {
            near += sorted[i] - sorted[i - 1] <= reach ? 1 : 0;
        }
        return near >= CLUMPED_SHARE * (sorted.length - 1);
    }
}
