package org.conntorture.capture;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads the records of a pcap file one after the other, while tcpdump may be writing it or beginning it anew: a record
 * that is cut short, or is none, ends it.
 */
final class PcapReader implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 18;

    private final InputStream in;
    private final PcapFormat format;

    private PcapReader(InputStream in, PcapFormat format) {
        this.in = in;
        this.format = format;
    }

    /** Nothing where the header is not yet written. */
    static Optional<PcapReader> open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        Optional<PcapFormat> format = PcapFormat.of(in.readNBytes(PcapFormat.HEADER_BYTES));
        if (format.isEmpty()) {
            in.close();
        }
        return format.map(known -> new PcapReader(in, known));
    }

    PcapFormat format() {
        return format;
    }

    Optional<PcapRecord> next() throws IOException {
        byte[] header = in.readNBytes(PcapRecord.HEADER_BYTES);
        if (header.length < PcapRecord.HEADER_BYTES) {
            return Optional.empty();
        }
        int length = PcapRecord.capturedBytes(header, format.order());
        if (length < 0 || length > PcapRecord.MOST_BYTES) {
            return Optional.empty();
        }
        byte[] data = in.readNBytes(length);
        return data.length < length ? Optional.empty() : Optional.of(PcapRecord.of(header, data, format.order()));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
