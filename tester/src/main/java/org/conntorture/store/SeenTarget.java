package org.conntorture.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * As far as a picture needs it, what {@code evidence.json} says of one target.
 *
 * @param settings of the tester's kernel, by sysctl name
 * @param unknown what could not be read, a sentence each
 */
public record SeenTarget(List<Listener> listeners, Map<String, String> settings, List<String> unknown) {
    public static final String NAME = "evidence.json";
    public static final SeenTarget NONE = new SeenTarget(List.of(), Map.of(), List.of());

    /** @param local host:port; @param limit of its accept queue */
    public record Listener(String local, OptionalLong limit) {}

    public SeenTarget {
        listeners = listeners == null ? List.of() : List.copyOf(listeners);
        settings = settings == null ? Map.of() : Map.copyOf(settings);
        unknown = unknown == null ? List.of() : List.copyOf(unknown);
    }

    /** What a watch saw of the one target it is of; nothing where its file is missing or damaged. */
    public static SeenTarget readWatch(Path directory) {
        try {
            return JsonText.read(Files.readString(directory.resolve(NAME)), SeenTarget.class);
        } catch (IOException | IllegalArgumentException damaged) {
            return NONE;
        }
    }

    /** By target; empty where the directory has no such file or it is damaged, as a picture is no place to fail. */
    public static Map<String, SeenTarget> read(Path directory) {
        Path file = directory.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            return Map.of();
        }
        try {
            return JsonText.readMap(Files.readString(file), SeenTarget.class);
        } catch (IOException | IllegalArgumentException damaged) {
            return Map.of();
        }
    }
}
