package org.conntorture.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code environment.json} says of the tester's host.
 *
 * @param values as they are in the file, those within others by both names with a dot between; what is null is left out
 */
public record EnvironmentFile(Map<String, String> values) {
    public static final String NAME = "environment.json";
    private static final String START = "clock.time";

    public EnvironmentFile {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Empty where the directory has none or it is damaged. */
    public static EnvironmentFile read(Path directory) {
        Map<String, String> values = new LinkedHashMap<>();
        try {
            add("", JsonText.readMap(Files.readString(directory.resolve(NAME)), Object.class), values);
        } catch (IOException | IllegalArgumentException damaged) {
            values.clear();
        }
        return new EnvironmentFile(values);
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
}
