package org.conntorture.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.conntorture.result.WallClock;

/**
 * What {@code environment.json} says of the tester's host.
 *
 * @param values as they are in the file, those within others by both names with a dot between; what is null is left out
 */
public record EnvironmentFile(Map<String, String> values) {
    public static final String NAME = "environment.json";
    public static final EnvironmentFile NONE = new EnvironmentFile(Map.of());

    private static final String START = "clock.time";
    private static final String START_NS = "clock.nanoTime";

    public EnvironmentFile {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** IOException where the directory has none; DamagedFileException where it is no such file. */
    public static EnvironmentFile read(Path directory) throws IOException {
        Path file = directory.resolve(NAME);
        Map<String, String> values = new LinkedHashMap<>();
        try {
            add("", JsonText.readMap(Files.readString(file), Object.class), values);
            EnvironmentFile read = new EnvironmentFile(values);
            read.clock();
            return read;
        } catch (IllegalArgumentException | DateTimeException damaged) {
            throw new DamagedFileException(file, damaged.getMessage(), damaged);
        }
    }

    private static void add(String prefix, Map<?, ?> object, Map<String, String> values) {
        object.forEach((name, value) -> {
            if (value instanceof Map<?, ?> inner) {
                add(prefix + name + ".", inner, values);
            } else if (value != null) {
                values.put(prefix + name, value.toString());
            }
        });
    }

    /** When the run began. */
    public Optional<Instant> start() {
        return Optional.ofNullable(values.get(START)).map(Instant::parse);
    }

    /** By which the times of the other files are told; empty in one of an early release. */
    public Optional<WallClock.Anchor> clock() {
        return start().map(time -> new WallClock.Anchor(time, Long.parseLong(values.getOrDefault(START_NS, "0"))));
    }

    /** Namespace and host in which it ran; empty if unknown. */
    public String network() {
        return values.getOrDefault("network", "");
    }
}
