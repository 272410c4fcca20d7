package org.conntorture.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a text under /proc or /sys as far as it can be trusted; for the readers of this package, on any thread. */
final class KernelText {
    /** More than any text read this way has; a longer one is taken for strange. */
    private static final int MOST_BYTES = 8 << 20;

    private static final Pattern SPACES = Pattern.compile("\\s+");

    private KernelText() {}

    /** The whole text; unknown where it is absent, unreadable or endless. */
    static Optional<String> whole(Path file) {
        return upTo(file, MOST_BYTES + 1).filter(text -> text.length() <= MOST_BYTES);
    }

    /** The text's beginning, each byte a character. */
    static Optional<String> upTo(Path file, int bytes) {
        try (InputStream stream = Files.newInputStream(file)) {
            return Optional.of(new String(stream.readNBytes(bytes), StandardCharsets.ISO_8859_1));
        } catch (IOException absentOrAnotherUsers) {
            return Optional.empty();
        }
    }

    /** Lines that have their line end, as only of these the last number is known to be whole; none where unknown. */
    static List<String> lines(Path file) {
        String text = whole(file).orElse("");
        int end = text.lastIndexOf('\n');
        return end < 0 ? List.of() : List.of(text.substring(0, end).split("\n"));
    }

    static String[] columns(String line) {
        return SPACES.split(line.strip());
    }
}
