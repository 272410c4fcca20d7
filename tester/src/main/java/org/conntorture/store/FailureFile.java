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
            if (count == null || first == null || last == null) {
                throw new IllegalArgumentException("a closing line has no failure");
            }
        }
    }

    /** Takes each line as it stands there. */
    public interface Lines {
        /** @param text of the line */
        void failure(LoggedFailure failure, String text);

        /** Of one kind at one target there were {@code count} in all, some of them beyond the cap of lines. */
        void closing(long count, LoggedFailure first, LoggedFailure last);
    }

    /**
     * @return CUT where it ends in half a line
     * @throws DamagedFileException where any other line is broken
     */
    static Extent readLines(Path file, Lines taker) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            int number = 1;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                try {
                    read(line, taker);
                } catch (IllegalArgumentException broken) {
                    if (lines.readLine() == null) {
                        return Extent.CUT;
                    }
                    throw new DamagedFileException(file, number, broken.getMessage(), broken);
                }
                number++;
            }
        }
        return Extent.WHOLE;
    }

    private static void read(String line, Lines taker) {
        if (line.startsWith("{\"count\"")) {
            Closing closing = JsonText.read(line, Closing.class);
            taker.closing(closing.count(), closing.first(), closing.last());
        } else {
            taker.failure(JsonText.read(line, LoggedFailure.class), line);
        }
    }

    /**
     * The same failure by failure. What was beyond the cap stands in the closing lines alone, of which the first and the
     * last of each kind are handed on too where no line was theirs.
     */
    public static Extent read(Path file, Consumer<LoggedFailure> failures) throws IOException {
        Map<String, Attempts> seen = new HashMap<>();
        return readLines(file, new Lines() {
            @Override
            public void failure(LoggedFailure failure, String text) {
                failures.accept(failure);
                attempts(seen, failure).add(failure.attempt());
            }

            @Override
            public void closing(long count, LoggedFailure first, LoggedFailure last) {
                handOnce(first, seen, failures);
                handOnce(last, seen, failures);
            }
        });
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
