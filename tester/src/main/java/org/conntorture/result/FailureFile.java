package org.conntorture.result;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Reads {@code failures.jsonl} of one run or of merged ones. Any thread. */
public final class FailureFile {
    public static final String NAME = "failures.jsonl";

    private FailureFile() {}

    /** Of one kind at one target, beyond the cap of lines. */
    private record Closing(Long count, LoggedFailure first, LoggedFailure last) {}

    /**
     * Hands on each line. What was beyond the cap stands in the closing lines alone, of which the last failure of each kind is
     * handed on too.
     *
     * @return whether it ends in half a line, which a kill or a full disk leaves
     * @throws IllegalArgumentException where any other line is broken
     */
    public static boolean read(Path file, Consumer<LoggedFailure> failures) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                try {
                    failures.accept(
                            line.startsWith("{\"count\"")
                                    ? JsonText.read(line, Closing.class).last()
                                    : JsonText.read(line, LoggedFailure.class));
                } catch (IllegalArgumentException broken) {
                    if (lines.readLine() == null) {
                        return true;
                    }
                    throw broken;
                }
            }
        }
        return false;
    }
}
