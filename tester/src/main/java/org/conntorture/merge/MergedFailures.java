package org.conntorture.merge;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.conntorture.outcome.Attempt;
import org.conntorture.outcome.Blame;
import org.conntorture.outcome.Errno;
import org.conntorture.plan.Shard;
import org.conntorture.record.FailureRecord;
import org.conntorture.result.LoggedFailure;
import org.conntorture.store.Extent;
import org.conntorture.store.FailureFile;
import org.conntorture.store.JsonText;
import org.conntorture.store.StoredRun;

/**
 * Puts the {@code failures.jsonl} of all shards in the order of time: of each target the earliest up to a cap, and beyond it
 * the first and the last of each distinct kind with their count, as one tester writes it. Guarded by its own lock.
 */
final class MergedFailures {
    static final int MOST_OF_A_TARGET = 10_000;
    /** Of all targets together, about 10 MB. */
    static final int MOST = 30_000;

    private static final Pattern ATTEMPT = Pattern.compile("\"attempt\":(\\d+)");

    private record Kept(Instant time, int shard, String text) {}

    /** Of one kind at one target. */
    private static final class Distinct {
        private Kept first;
        private Kept last;
        /** Lines of this kind, and by how many a shard's closing line says there were more. */
        private long count;

        void add(Kept one) {
            first = first == null || one.time.isBefore(first.time) ? one : first;
            last = last == null || one.time.isAfter(last.time) ? one : last;
        }
    }

    private final int mostOfATarget;
    private final Map<String, PriorityQueue<Kept>> earliest = new LinkedHashMap<>();
    private final Map<String, Map<String, Distinct>> distinct = new LinkedHashMap<>();

    MergedFailures(int targets) {
        this.mostOfATarget = Math.min(MOST_OF_A_TARGET, MOST / targets);
    }

    /** Reads those of one shard; half a line at the end, which a kill leaves, is passed over. */
    Extent read(Shard shard, StoredRun run) throws IOException {
        Map<String, Long> written = new TreeMap<>();
        return run.readFailureLines(new FailureFile.Lines() {
            @Override
            public void failure(LoggedFailure failure, String text) {
                written.merge(failure.target() + " " + key(failure), 1L, Long::sum);
                add(shard.index(), failure, text);
            }

            @Override
            public void closing(long count, LoggedFailure first, LoggedFailure last) {
                long lines = written.getOrDefault(first.target() + " " + key(first), 0L);
                close(shard.index(), first, last, count - lines);
            }
        });
    }

    private static String key(LoggedFailure failure) {
        return failure.kind() + " " + failure.phase() + " " + failure.errno();
    }

    private synchronized void add(int shard, LoggedFailure line, String text) {
        Kept kept = new Kept(line.time(), shard, text);
        PriorityQueue<Kept> queue = earliest.computeIfAbsent(
                line.target(),
                name -> new PriorityQueue<>(Comparator.comparing(Kept::time).reversed()));
        queue.add(kept);
        if (queue.size() > mostOfATarget) {
            queue.poll();
        }
        Distinct kind = kind(line);
        kind.add(kept);
        kind.count++;
    }

    /** A shard's own closing line: the first and the last of a kind, and {@code unwritten} more than it has lines. */
    private synchronized void close(int shard, LoggedFailure first, LoggedFailure last, long unwritten) {
        Distinct kind = kind(first);
        kind.add(new Kept(first.time(), shard, JsonText.line(first)));
        kind.add(new Kept(last.time(), shard, JsonText.line(last)));
        kind.count += unwritten;
    }

    private Distinct kind(LoggedFailure line) {
        return distinct.computeIfAbsent(line.target(), name -> new LinkedHashMap<>())
                .computeIfAbsent(key(line), name -> new Distinct());
    }

    /** Writes what was read of all. */
    void write(Path file, int shards) throws IOException {
        List<Kept> all = new ArrayList<>();
        earliest.values().forEach(all::addAll);
        all.sort(Comparator.comparing(Kept::time));
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (Kept kept : all) {
                out.write(placed(kept, shards));
                out.newLine();
            }
            for (var target : distinct.entrySet()) {
                long total = target.getValue().values().stream()
                        .mapToLong(kind -> kind.count)
                        .sum();
                if (total
                        > earliest.getOrDefault(target.getKey(), new PriorityQueue<>())
                                .size()) {
                    for (Distinct kind : target.getValue().values()) {
                        out.write("{\"count\":" + kind.count + ",\"first\":" + placed(kind.first, shards) + ",\"last\":"
                                + placed(kind.last, shards) + "}");
                        out.newLine();
                    }
                }
            }
        }
    }

    /** With its number among those of all shards, and which shard's own number it was. */
    private static String placed(Kept kept, int shards) {
        Matcher own = ATTEMPT.matcher(kept.text);
        if (!own.find()) {
            return kept.text;
        }
        long number = Long.parseLong(own.group(1));
        long ofAll = new Shard(kept.shard, shards, null).globally(number - 1) + 1;
        return "{\"shard\":" + (kept.shard + 1) + ",\"attemptOfShard\":" + number + ","
                + own.replaceFirst("\"attempt\":" + ofAll).substring(1);
    }

    /**
     * The earliest that the target is judged for, its number among those of all {@code shards} and its times in nanoseconds
     * since {@code start}.
     */
    Optional<FailureRecord> firstJudged(String target, Instant start, int shards) {
        return distinct.getOrDefault(target, Map.of()).values().stream()
                .filter(kind -> line(kind.first).kind().blame() != Blame.TESTER)
                .map(kind -> kind.first)
                .min(Comparator.comparing(Kept::time))
                .map(kept -> record(line(kept), start, new Shard(kept.shard, shards, null)));
    }

    private static LoggedFailure line(Kept kept) {
        return JsonText.read(kept.text, LoggedFailure.class);
    }

    private static FailureRecord record(LoggedFailure line, Instant start, Shard shard) {
        long endNs = Duration.between(start, line.time()).toNanos();
        return new FailureRecord(
                shard.globally(line.attempt() - 1) + 1,
                line.kind(),
                line.phase(),
                Errno.number(line.errno()),
                endNs - line.durationNs(),
                endNs,
                null,
                Attempt.UNKNOWN,
                line.repliesBefore() == null ? 0 : line.repliesBefore(),
                line.status() == null ? 0 : line.status(),
                line.detail());
    }
}
