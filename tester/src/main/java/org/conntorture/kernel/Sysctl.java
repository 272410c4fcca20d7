package org.conntorture.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** Kernel settings by their sysctl name, read afresh each time; for cold code on any thread. */
public final class Sysctl {
    public static final Path ROOT = Path.of("/proc/sys");

    private final Path root;

    public Sysctl(Path root) {
        this.root = root;
    }

    /** The value without its line end, such as {@code "32768\t60999"}; may be empty text. */
    public Optional<String> text(String name) {
        try {
            return Optional.of(
                    Files.readString(root.resolve(name.replace('.', '/'))).strip());
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
