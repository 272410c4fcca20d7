package org.conntorture.store;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/** An HdrHistogram log that grows as the run goes, tag TARGET/PHASE, nanoseconds. */
public final class HistogramFile implements AutoCloseable {
    /** One histogram for each second of a turn. */
    public static final String INTERVALS = "intervals.hlog";
    /** One for each turn. */
    public static final String ROUNDS = "rounds.hlog";
    /** An interval's start went through milliseconds and a double. */
    public static final long CLOCK_ERROR_NS = 3_000_000;

    private final Path file;
    private final PrintStream stream;
    private final HistogramLogWriter log;
    private final long startMs;

    /** @param startMs of the run, since 1970 */
    public HistogramFile(Path file, long startMs) throws IOException {
        this.file = file;
        this.startMs = startMs;
        this.stream = new PrintStream(Files.newOutputStream(file), false, StandardCharsets.US_ASCII);
        this.log = new HistogramLogWriter(stream);
        log.outputComment("[latencies of conntorture in nanoseconds, tag TARGET/PHASE]");
        log.outputLogFormatVersion();
        log.outputStartTime(startMs);
        log.outputLegend();
        log.setBaseTime(startMs);
    }

    /** Appends a stretch of time of a target; empty histograms are left out. @param startNs since the start of the run */
    public void append(String target, long startNs, long durationNs, Map<String, Histogram> phases) throws IOException {
        long fromMs = startMs + startNs / 1_000_000;
        for (var phase : phases.entrySet()) {
            Histogram histogram = phase.getValue();
            if (histogram.getTotalCount() > 0) {
                histogram.setTag(target + "/" + phase.getKey());
                histogram.setStartTimeStamp(fromMs);
                histogram.setEndTimeStamp(fromMs + durationNs / 1_000_000);
                log.outputIntervalHistogram(histogram);
            }
        }
        if (stream.checkError()) {
            throw new IOException(file.getFileName() + " cannot be written");
        }
    }

    @Override
    public void close() {
        stream.close();
    }
}
