package org.conntorture.store;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.conntorture.record.IntervalSnapshot;
import org.conntorture.result.Block;
import org.conntorture.result.WallClock;

/**
 * Appends to the result directory as the run goes, flushed about once a second, on the run's thread:
 * {@code intervals.hlog} (HdrHistogram log, tag TARGET/PHASE, nanoseconds), {@code rounds.hlog} (the same, one for each
 * turn), {@code failures.jsonl} and {@code blocks.jsonl} (the counts behind every rate, a line for each block). A kill
 * loses at most the last second.
 */
public final class ResultWriter implements AutoCloseable {
    private final HistogramFile intervals;
    private final HistogramFile rounds;
    private final FailureLog failures;
    private final BufferedWriter blocks;

    public ResultWriter(ResultDirectory directory, WallClock clock) throws IOException {
        Path path = directory.path();
        this.intervals = new HistogramFile(path.resolve(HistogramFile.INTERVALS), clock.startMs());
        this.rounds = new HistogramFile(path.resolve(HistogramFile.ROUNDS), clock.startMs());
        this.failures = new FailureLog(path.resolve(FailureFile.NAME), clock);
        this.blocks = Files.newBufferedWriter(path.resolve(BlockFile.NAME));
    }

    /** Appends what one loop recorded; answers whether further failures of the target would be beyond the cap. */
    public boolean snapshot(String target, IntervalSnapshot snapshot) throws IOException {
        return failures.append(target, snapshot);
    }

    /** Appends one interval of a target, all loops merged. */
    public void block(String target, Block block, Map<String, Histogram> phases) throws IOException {
        intervals.append(target, block.startNs(), block.durationNs(), phases);
        blocks.write(BlockFile.line(target, block));
        blocks.newLine();
        blocks.flush();
    }

    /** Appends a turn that has ended, all its intervals merged. @param startNs since the start of the run */
    public void turn(String target, long startNs, long durationNs, Map<String, Histogram> phases) throws IOException {
        rounds.append(target, startNs, durationNs, phases);
    }

    @Override
    public void close() throws IOException {
        try (blocks;
                failures;
                rounds) {
            intervals.close();
        }
    }
}
