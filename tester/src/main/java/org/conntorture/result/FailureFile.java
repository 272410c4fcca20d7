package org.conntorture.result;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Reads {@code failures.jsonl} of one run or of merged ones. Any thread. */
public final class FailureFile {
    public static final String NAME = "failures.jsonl";

    private FailureFile() {}

    /** Of one kind at one target, beyond the cap of lines. */
    private record Closing(Long count, LoggedFailure first, LoggedFailure last) {
        private Closing {
            if (first == null || last == null) {
                throw new IllegalArgumentException("a closing line has no failure");
            }
        }
    }

    /**
     * Hands on each line, each attempt of a target once. What was beyond the cap stands in the closing lines alone, of which
     * the first and the last failure of each kind are handed on too.
     *
     * @return whether it ends in half a line, which a kill or a full disk leaves
     * @throws IllegalArgumentException where any other line is broken
     */
    public static boolean read(Path file, Consumer<LoggedFailure> failures) throws IOException {
        Map<String, Set<Long>> seen = new HashMap<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                try {
                    for (LoggedFailure failure : parse(line)) {
                        if (seen.computeIfAbsent(failure.target(), target -> new HashSet<>())
                                .add(failure.attempt())) {
                            failures.accept(failure);
                        }
                    }
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

    private static List<LoggedFailure> parse(String line) {
        if (line.startsWith("{\"count\"")) {
            Closing closing = JsonText.read(line, Closing.class);
            return List.of(closing.first(), closing.last());
        }
        return List.of(JsonText.read(line, LoggedFailure.class));
    }
}
