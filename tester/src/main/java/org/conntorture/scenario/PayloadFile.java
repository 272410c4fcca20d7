package org.conntorture.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.conntorture.plan.Payload;

/** Reads the bytes to send from a file that a scenario or the command line names. */
public final class PayloadFile {
    private PayloadFile() {}

    /** IllegalArgumentException with one sentence where it cannot be read or is too large. */
    public static Payload read(Path file) {
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException("payload file '" + file + "' is a directory");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(Payload.MOST_BYTES + 1);
            if (bytes.length > Payload.MOST_BYTES) {
                throw new IllegalArgumentException("payload file '" + file + "' is larger than 64M");
            }
            return Payload.ofFile(file.getFileName().toString(), bytes);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("payload file '" + file + "' does not exist", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("payload file '" + file + "' cannot be read: " + e.getMessage(), e);
        }
    }
}
