package org.conntorture.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Predicate;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.HdrHistogram.Histogram;
import org.conntorture.result.LatencySummary;

/**
 * Goes through an HdrHistogram log for a picture of it: only lines of some phases are opened, and their counts are handed on
 * as they lie there. A {@link Histogram} has 190 kB, and ten hours have a hundred thousand lines. One use,
 * on one thread.
 */
public final class HistogramScan {
    private static final int COMPRESSED = 0x1c849304;
    private static final int PLAIN = 0x1c849303;
    private static final int COOKIE_BITS = 0xffffff0f;
    private static final int WRAPPED_BYTES = 8;
    private static final int HEADER_BYTES = 40;
    private static final int READ_CHARACTERS = 1 << 16;

    private final Predicate<String> phases;
    private final Taker taker;
    private final Inflater inflater = new Inflater();
    private byte[] plain = new byte[1 << 14];

    /** Takes one line of the log. */
    public interface Taker {
        /** @param startNs of its stretch of time, since the start of the run */
        void take(String target, String phase, long startNs, long durationNs, Counts counts);
    }

    /** How often which values were recorded, the smallest first; to be used before the next line is read. */
    public record Counts(ByteBuffer histogram) {
        public void forEach(Taken taken) {
            HistogramScan.forEach(histogram, taken);
        }

        /** In a few numbers. */
        public LatencySummary summary() {
            Histogram all = emptyHistogram();
            addTo(all);
            return LatencySummary.of(all);
        }

        /** Without a recording, for as many values and as exact. */
        public Histogram emptyHistogram() {
            return new Histogram(histogram.getLong(16), histogram.getLong(24), histogram.getInt(12));
        }

        /** Loses nothing where {@code sum} is as exact. */
        public void addTo(Histogram sum) {
            forEach(sum::recordValueWithCount);
        }
    }

    /** Takes a value with the number of its recordings: the largest that counts as the same, which percentiles are told as. */
    public interface Taken {
        void take(long value, long count);
    }

    private HistogramScan(Predicate<String> phases, Taker taker) {
        this.phases = phases;
        this.taker = taker;
    }

    /** CUT where it is damaged or cut off somewhere: what stands before that is taken. */
    public static Extent read(Path file, Predicate<String> phases, Taker taker) throws IOException {
        HistogramScan scan = new HistogramScan(phases, taker);
        try (BufferedReader lines =
                new BufferedReader(Files.newBufferedReader(file, StandardCharsets.ISO_8859_1), READ_CHARACTERS)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("Tag=")) {
                    scan.line(line);
                }
            }
            return Extent.WHOLE;
        } catch (DataFormatException | RuntimeException damaged) {
            return Extent.CUT;
        } finally {
            scan.inflater.end();
        }
    }

    /** {@code Tag=TARGET/PHASE,START,SECONDS,MOST,HISTOGRAM}, its start in seconds since that of the log. */
    private void line(String line) throws DataFormatException {
        int tagEnd = line.indexOf(',');
        int slash = line.indexOf('/');
        String phase = line.substring(slash + 1, tagEnd);
        if (!phases.test(phase)) {
            return;
        }
        int startEnd = line.indexOf(',', tagEnd + 1);
        int lengthEnd = line.indexOf(',', startEnd + 1);
        int mostEnd = line.indexOf(',', lengthEnd + 1);
        ByteBuffer counts = open(Base64.getDecoder().decode(line.substring(mostEnd + 1)));
        taker.take(
                line.substring("Tag=".length(), slash),
                phase,
                nanoseconds(line.substring(tagEnd + 1, startEnd)),
                nanoseconds(line.substring(startEnd + 1, lengthEnd)),
                new Counts(counts));
    }

    private static long nanoseconds(String seconds) {
        return Math.round(Double.parseDouble(seconds) * 1e3) * 1_000_000;
    }

    private ByteBuffer open(byte[] wrapped) throws DataFormatException {
        require((ByteBuffer.wrap(wrapped).getInt() & COOKIE_BITS) == (COMPRESSED & COOKIE_BITS));
        inflater.reset();
        inflater.setInput(wrapped, WRAPPED_BYTES, wrapped.length - WRAPPED_BYTES);
        int length = 0;
        while (!inflater.finished()) {
            if (length == plain.length) {
                plain = Arrays.copyOf(plain, 2 * length);
            }
            int more = inflater.inflate(plain, length, plain.length - length);
            require(more > 0 || inflater.finished());
            length += more;
        }
        ByteBuffer histogram = ByteBuffer.wrap(plain, 0, length);
        require((histogram.getInt(0) & COOKIE_BITS) == (PLAIN & COOKIE_BITS));
        return histogram;
    }

    /** The layout of HdrHistogram's V2 encoding: a header, then counts in ZigZag LEB128, a negative one a run of zeros. */
    private static void forEach(ByteBuffer histogram, Taken taken) {
        int digits = histogram.getInt(12);
        int unitMagnitude = 63 - Long.numberOfLeadingZeros(histogram.getLong(16));
        int halfMagnitude = 63 - Long.numberOfLeadingZeros(2 * Math.round(Math.pow(10, digits)) * 2 - 1) - 1;
        int half = 1 << halfMagnitude;
        histogram.position(HEADER_BYTES);
        int index = 0;
        while (histogram.hasRemaining()) {
            long count = zigZag(histogram);
            if (count < 0) {
                index += (int) -count;
                continue;
            }
            int bucket = (index >> halfMagnitude) - 1;
            int inBucket = (index & half - 1) + half;
            if (bucket < 0) {
                inBucket -= half;
                bucket = 0;
            }
            if (count > 0) {
                taken.take(((inBucket + 1L) << (bucket + unitMagnitude)) - 1, count);
            }
            index++;
        }
    }

    private static long zigZag(ByteBuffer buffer) {
        long value = 0;
        int shift = 0;
        byte next;
        do {
            next = buffer.get();
            // The ninth byte has all of its eight bits.
            value |= shift == 56 ? (next & 0xffL) << shift : (next & 0x7fL) << shift;
            shift += 7;
        } while (next < 0 && shift < 63);
        return value >>> 1 ^ -(value & 1);
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("a line is no histogram");
        }
    }
}
