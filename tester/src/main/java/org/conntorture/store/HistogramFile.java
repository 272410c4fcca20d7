package org.conntorture.store;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.HdrHistogram.HistogramLogWriter;

/** An HdrHistogram log that grows as the run goes, tag TARGET/PHASE, nanoseconds. */
public final class HistogramFile implements AutoCloseable {
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

    /** Takes a histogram of the log. */
    public interface Reader {
        /** @param startNs of its stretch of time, since the start of the run; through milliseconds and a double */
        void take(String target, String phase, long startNs, Histogram histogram);
    }

    /** An interval's start went through milliseconds and a double. */
    public static final long CLOCK_ERROR_NS = 3_000_000;

    /**
     * Reads a log up to its end, or to where it is damaged or cut off.
     *
     * @return what the damage is, or empty where all was read
     */
    public static Optional<String> read(Path file, Reader taker) throws IOException {
        try (HistogramLogReader reader = new HistogramLogReader(file.toFile())) {
            while (reader.hasNext()) {
                if (reader.nextIntervalHistogram() instanceof Histogram histogram && histogram.getTag() != null) {
                    long fromMs = Math.round(histogram.getStartTimeStamp() - reader.getStartTimeSec() * 1000);
                    String[] tag = histogram.getTag().split("/", 2);
                    if (tag.length == 2) {
                        taker.take(tag[0], tag[1], fromMs * 1_000_000, histogram);
                    }
                }
            }
            return Optional.empty();
        } catch (RuntimeException damaged) {
            // The library tells a cut line by whatever its decoder stumbles over.
            return Optional.of(damaged.toString());
        }
    }

    @Override
    public void close() {
        stream.close();
    }
}
