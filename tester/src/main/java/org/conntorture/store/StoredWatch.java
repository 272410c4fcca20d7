package org.conntorture.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.conntorture.evidence.TargetEvidence;

/** The directory that {@code conntorture watch} left on the host of a server. Any thread. */
public record StoredWatch(Path directory) {
    public static boolean is(Path directory) {
        return Files.isRegularFile(directory.resolve(WatchFile.NAME));
    }

    public WatchFile file() throws IOException {
        return read(WatchFile.NAME, WatchFile.class);
    }

    public TargetEvidence evidence() throws IOException {
        return read(EvidenceFile.TOTAL, TargetEvidence.class);
    }

    private <T> T read(String name, Class<T> type) throws IOException {
        Path file = directory.resolve(name);
        String text = Files.readString(file);
        try {
            return JsonText.read(text, type);
        } catch (IllegalArgumentException damaged) {
            throw new DamagedFileException(file, damaged.getMessage(), damaged);
        }
    }

    /** What the host said, second by second. */
    public Extent readSeconds(EvidenceSeconds.Taker seconds) throws IOException {
        return EvidenceSeconds.readIn(directory, seconds);
    }
}
