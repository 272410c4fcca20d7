package org.conntorture.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.conntorture.result.LoggedFailure;

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
     * Hands on each line. What was beyond the cap stands in the closing lines alone, of which
     * the first and the last failure of each kind are handed on too where no line was theirs.
     *
     * @return whether it ends in half a line, which a kill or a full disk leaves
     * @throws IllegalArgumentException where any other line is broken
     */
    public static boolean read(Path file, Consumer<LoggedFailure> failures) throws IOException {
        Map<String, Attempts> seen = new HashMap<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                try {
                    if (line.startsWith("{\"count\"")) {
                        Closing closing = JsonText.read(line, Closing.class);
                        handOnce(closing.first(), seen, failures);
                        handOnce(closing.last(), seen, failures);
                    } else {
                        LoggedFailure failure = JsonText.read(line, LoggedFailure.class);
                        failures.accept(failure);
                        attempts(seen, failure).add(failure.attempt());
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

    private static void handOnce(LoggedFailure failure, Map<String, Attempts> seen, Consumer<LoggedFailure> failures) {
        Attempts attempts = attempts(seen, failure);
        if (!attempts.contains(failure.attempt())) {
            failures.accept(failure);
            attempts.add(failure.attempt());
        }
    }

    private static Attempts attempts(Map<String, Attempts> seen, LoggedFailure failure) {
        return seen.computeIfAbsent(failure.target(), target -> new Attempts());
    }

    /** Of one target: ten thousand are added and a few asked for, so that a set of objects would be a waste. */
    private static final class Attempts {
        private long[] numbers = new long[16];
        private int count;

        void add(long number) {
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * count);
            }
            numbers[count++] = number;
        }

        boolean contains(long number) {
            return Arrays.stream(numbers, 0, count).anyMatch(one -> one == number);
        }
    }
}
