package org.conntorture.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** Kernel settings by their sysctl name, read afresh each time; for cold code on any thread. */
public final class Sysctl {
    public static final Path ROOT = Path.of("/proc/sys");

    private static final int MOST_BYTES = 8192;

    private final Path root;

    public Sysctl(Path root) {
        this.root = root;
    }

    /** The value without its line end, such as {@code "32768\t60999"}; may be empty text. */
    public Optional<String> text(String name) {
        try (InputStream file = Files.newInputStream(root.resolve(name.replace('.', '/')))) {
            // Not Files.readString: it reads the first byte alone, and after that the kernel gives no more of a number.
            return Optional.of(new String(file.readNBytes(MOST_BYTES), StandardCharsets.US_ASCII).strip());
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** A value that is one whole number; unknown where it is anything else. */
    public OptionalLong number(String name) {
        Optional<String> digits = text(name).filter(value -> value.matches("-?\\d{1,18}"));
        return digits.isPresent() ? OptionalLong.of(Long.parseLong(digits.get())) : OptionalLong.empty();
    }
}
