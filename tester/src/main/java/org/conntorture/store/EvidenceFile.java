package org.conntorture.store;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;

/**
 * {@code evidence.jsonl}: what the host said in each second under load, a line each, as it goes. Appended by the watch's
 * thread, closed by the run's.
 */
public final class EvidenceFile implements AutoCloseable {
    /** The file of what it came to, by target; of a watch, that of its one target. */
    public static final String TOTAL = "evidence.json";

    private final BufferedWriter out;
    /** The disk is full: the run's own files tell of that. */
    private boolean broken;

    public EvidenceFile(ResultDirectory directory) throws IOException {
        this.out = Files.newBufferedWriter(directory.path().resolve(EvidenceSeconds.NAME));
    }

    public synchronized void append(Map<String, Object> line) {
        if (broken) {
            return;
        }
        try {
            out.write(JsonText.line(line));
            out.newLine();
            out.flush();
        } catch (IOException failed) {
            broken = true;
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (broken) {
            return;
        }
        broken = true;
        out.close();
    }
}
