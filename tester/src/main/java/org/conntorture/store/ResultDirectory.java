package org.conntorture.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/** Where a run leaves what it measured. Never one that was there before. */
public final class ResultDirectory {
    private static final Path PARENT = Path.of("conntorture-results");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
    private static final int MOST_IN_ONE_SECOND = 100;

    private final Path path;

    private ResultDirectory(Path path) {
        this.path = path;
    }

    /** Makes the directory a user asked for; FileAlreadyExistsException where there is something already. */
    public static ResultDirectory asked(Path path) throws IOException {
        if (path.toAbsolutePath().getParent() != null) {
            Files.createDirectories(path.toAbsolutePath().getParent());
        }
        Files.createDirectory(path);
        return new ResultDirectory(path);
    }

    /** Makes {@code conntorture-results/NAME-TIME} in the working directory. */
    public static ResultDirectory named(String name, LocalDateTime now) throws IOException {
        return named(PARENT, name, now);
    }

    /** The same in {@code parent}. */
    public static ResultDirectory named(Path parent, String name, LocalDateTime now) throws IOException {
        Files.createDirectories(parent);
        String base = name + "-" + TIME.format(now);
        for (int i = 1; i <= MOST_IN_ONE_SECOND; i++) {
            try {
                return new ResultDirectory(Files.createDirectory(parent.resolve(i == 1 ? base : base + "-" + i)));
            } catch (FileAlreadyExistsException taken) {
                continue;
            }
        }
        throw new FileAlreadyExistsException(parent.resolve(base).toString());
    }

    public Path path() {
        return path;
    }

    /** Directory for the output of the targets the tester starts. */
    public Path logs() {
        return path.resolve("logs");
    }

    /** All of the file or none of it: on a full disk no half of one is left. */
    public void write(String fileName, String text) throws IOException {
        Path part = path.resolve(fileName + ".part");
        try {
            Files.writeString(part, text);
            Files.move(part, path.resolve(fileName), StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
