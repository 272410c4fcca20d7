package org.conntorture.capture;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files of one ring, which tcpdump writes meanwhile. Asked by the run's thread. */
final class PacketRing {
    /**
     * Far more than an attempt has; one of many megabytes shall not fill the memory. Beyond it the later packets are left
     * out, but for those of the handshakes' ring, which is read first.
     */
    private static final int MOST_PACKETS = 20_000;

    private final Path directory;
    private final String name;

    PacketRing(Path directory, String name) {
        this.directory = directory;
        this.name = name;
    }

    Optional<PcapFormat> format() throws IOException {
        for (Path file : files()) {
            try (PcapReader reader = PcapReader.open(file).orElse(null)) {
                if (reader != null) {
                    return Optional.of(reader.format());
                }
            }
        }
        return Optional.empty();
    }

    /** Adds the packets of the conversation. */
    void collect(Conversation conversation, List<Conversation.Entry> found) throws IOException {
        SortedMap<Long, Path> byFirst = new TreeMap<>();
        for (Path file : files()) {
            firstUs(file).ifPresent(first -> byFirst.put(first, file));
        }
        for (var file : byFirst.entrySet()) {
            SortedMap<Long, Path> later = byFirst.tailMap(file.getKey() + 1);
            long lastUs = later.isEmpty() ? Long.MAX_VALUE : later.firstKey();
            if (conversation.mayBeIn(file.getKey(), lastUs)) {
                collect(file.getValue(), conversation, found);
            }
        }
    }

    private static void collect(Path file, Conversation conversation, List<Conversation.Entry> found)
            throws IOException {
        try (PcapReader reader = PcapReader.open(file).orElse(null)) {
            Optional<PcapRecord> next = reader == null ? Optional.empty() : reader.next();
            while (next.isPresent() && found.size() < MOST_PACKETS) {
                if (conversation.isWithin(next.get().timeUs())) {
                    conversation.entry(next.get(), reader.format().linkType()).ifPresent(found::add);
                }
                next = reader.next();
            }
        } catch (NoSuchFileException removed) {
            throw new IOException("somebody removed " + file, removed);
        }
    }

    private static Optional<Long> firstUs(Path file) throws IOException {
        try (PcapReader reader = PcapReader.open(file).orElse(null)) {
            return reader == null ? Optional.empty() : reader.next().map(PcapRecord::timeUs);
        }
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory, name + ".pcap*")) {
            all.forEach(files::add);
        }
        return files;
    }
}
