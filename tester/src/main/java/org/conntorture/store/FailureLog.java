package org.conntorture.store;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.conntorture.outcome.Attempt;
import org.conntorture.outcome.Errno;
import org.conntorture.record.FailureRecord;
import org.conntorture.record.FailureTally;
import org.conntorture.record.IntervalSnapshot;
import org.conntorture.result.WallClock;

/**
 * {@code failures.jsonl}: every failure, one line each, up to a cap for each target; beyond it, at the end, the first
 * and the last of each distinct kind with their count. So a minute of 50,000 failures a second stays a small file.
 */
final class FailureLog implements AutoCloseable {
    /** Lines of one target; each is about 250 bytes. */
    static final int MOST_OF_A_TARGET = 10_000;

    private final WallClock clock;
    private final BufferedWriter out;
    private final Map<String, Integer> written = new LinkedHashMap<>();
    private final Map<String, Map<String, Distinct>> distinct = new LinkedHashMap<>();

    private static final class Distinct {
        private final FailureRecord first;
        private FailureRecord last;
        private long count;

        Distinct(FailureRecord first) {
            this.first = first;
        }
    }

    FailureLog(Path file, WallClock clock) throws IOException {
        this.clock = clock;
        this.out = Files.newBufferedWriter(file);
    }

    /** Appends the failures of one interval; answers whether the target's cap is reached. */
    boolean append(String target, IntervalSnapshot snapshot) throws IOException {
        int lines = written.getOrDefault(target, 0);
        for (FailureRecord failure : snapshot.failures()) {
            if (lines < MOST_OF_A_TARGET) {
                writeLine(fields(target, failure));
                lines++;
            }
        }
        written.put(target, lines);
        count(distinct.computeIfAbsent(target, name -> new LinkedHashMap<>()), snapshot.tallies());
        out.flush();
        return lines >= MOST_OF_A_TARGET;
    }

    private static void count(Map<String, Distinct> kinds, List<FailureTally> tallies) {
        for (FailureTally tally : tallies) {
            FailureRecord first = tally.first();
            String key = first.kind() + " " + first.phase() + " " + first.errno();
            Distinct kind = kinds.computeIfAbsent(key, name -> new Distinct(first));
            kind.last = tally.last();
            kind.count += tally.count();
        }
    }

    private Map<String, Object> fields(String target, FailureRecord failure) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("target", target);
        fields.put("attempt", failure.attempt());
        fields.put("kind", failure.kind().id());
        fields.put("phase", failure.phase().id());
        fields.put("errno", Errno.name(failure.errno()));
        fields.put("blame", failure.kind().blame().name());
        fields.put("time", clock.at(failure.endNs()).toString());
        fields.put(
                "sourceAddress",
                failure.source() == null ? null : failure.source().getAddress().getHostAddress());
        fields.put(
                "sourcePort", failure.source() == null ? null : failure.source().getPort());
        fields.put("durationNs", failure.endNs() - failure.startNs());
        fields.put("retransmits", failure.retransmits() == Attempt.UNKNOWN ? null : failure.retransmits());
        if (failure.replies() > 0) {
            fields.put("repliesBefore", failure.replies());
        }
        if (failure.status() > 0) {
            fields.put("status", failure.status());
        }
        fields.put("detail", failure.detail());
        return fields;
    }

    private void writeLine(Map<String, Object> fields) throws IOException {
        out.write(JsonText.line(fields));
        out.newLine();
    }

    /** Writes the closing lines of targets that went beyond the cap. */
    @Override
    public void close() throws IOException {
        try (out) {
            for (var target : distinct.entrySet()) {
                long total = target.getValue().values().stream()
                        .mapToLong(kind -> kind.count)
                        .sum();
                if (total > written.get(target.getKey())) {
                    for (Distinct kind : target.getValue().values()) {
                        Map<String, Object> line = new LinkedHashMap<>();
                        line.put("count", kind.count);
                        line.put("first", fields(target.getKey(), kind.first));
                        line.put("last", fields(target.getKey(), kind.last));
                        writeLine(line);
                    }
                }
            }
        }
    }
}
