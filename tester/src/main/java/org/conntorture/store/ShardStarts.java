package org.conntorture.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** As far as a picture needs it, what {@code shards.json} of a merged run says. */
public final class ShardStarts {
    public static final String NAME = "shards.json";

    private ShardStarts() {}

    private record Shards(List<Start> shards) {}

    private record Start(long startedAfterNs) {}

    /** How long after the first shard the last one began; nothing where the file is missing or damaged. */
    public static Duration apart(Path directory) {
        Path file = directory.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            return Duration.ZERO;
        }
        try {
            Shards read = JsonText.read(Files.readString(file), Shards.class);
            long lastNs = read.shards() == null
                    ? 0
                    : read.shards().stream()
                            .mapToLong(Start::startedAfterNs)
                            .max()
                            .orElse(0);
            return Duration.ofNanos(Math.max(0, lastNs));
        } catch (IOException | IllegalArgumentException damaged) {
            return Duration.ZERO;
        }
    }
}
