package org.conntorture.result;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import org.conntorture.record.IntervalSnapshot;

/**
 * Appends to the result directory as the run goes, flushed about once a second, on the run's thread:
 * {@code intervals.hlog} (HdrHistogram log, tag TARGET/PHASE, nanoseconds), {@code failures.jsonl} and
 * {@code blocks.jsonl} (the counts behind every rate, a line for each block). A kill loses at most the last second.
 */
public final class ResultWriter implements AutoCloseable {
    private final PrintStream histogramStream;
    private final HistogramLogWriter histograms;
    private final FailureLog failures;
    private final BufferedWriter blocks;
    private final WallClock clock;

    public ResultWriter(ResultDirectory directory, WallClock clock) throws IOException {
        Path path = directory.path();
        this.clock = clock;
        OutputStream histogramFile = Files.newOutputStream(path.resolve("intervals.hlog"));
        this.histogramStream = new PrintStream(histogramFile, false, java.nio.charset.StandardCharsets.US_ASCII);
        this.histograms = new HistogramLogWriter(histogramStream);
        histograms.outputComment("[latencies of conntorture in nanoseconds, tag TARGET/PHASE]");
        histograms.outputLogFormatVersion();
        histograms.outputStartTime(clock.startMs());
        histograms.outputLegend();
        histograms.setBaseTime(clock.startMs());
        this.failures = new FailureLog(path.resolve("failures.jsonl"), clock);
        this.blocks = Files.newBufferedWriter(path.resolve("blocks.jsonl"));
    }

    /** Appends what one loop recorded; answers whether further failures of the target would be beyond the cap. */
    public boolean snapshot(String target, IntervalSnapshot snapshot) throws IOException {
        return failures.append(target, snapshot);
    }

    /** Appends one interval of a target, all loops merged. */
    public void block(String target, Block block, Map<String, Histogram> phases) throws IOException {
        long startMs = clock.startMs() + block.startNs() / 1_000_000;
        for (var phase : phases.entrySet()) {
            Histogram histogram = phase.getValue();
            if (histogram.getTotalCount() > 0) {
                histogram.setTag(target + "/" + phase.getKey());
                histogram.setStartTimeStamp(startMs);
                histogram.setEndTimeStamp(startMs + block.durationNs() / 1_000_000);
                histograms.outputIntervalHistogram(histogram);
            }
        }
        if (histogramStream.checkError()) {
            throw new IOException("intervals.hlog cannot be written");
        }
        blocks.write(JsonText.line(new TargetBlock(target, block)));
        blocks.newLine();
        blocks.flush();
    }

    private record TargetBlock(String target, Block block) {}

    @Override
    public void close() throws IOException {
        try (blocks;
                failures) {
            histogramStream.close();
        }
    }
}
