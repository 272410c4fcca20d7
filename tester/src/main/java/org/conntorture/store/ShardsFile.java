package org.conntorture.store;

import java.time.Duration;
import java.util.List;

/**
 * {@code shards.json}: of what a merged run was put together.
 *
 * @param gaps what keeps it from being the whole run, a sentence each
 * @param notes what else should be known
 * @param watches directories of those on the hosts of its servers
 */
public record ShardsFile(List<String> gaps, List<String> notes, List<String> watches, List<Figures> shards) {
    public static final String NAME = "shards.json";

    /** @param startedAfterNs the first of all began */
    public record Figures(
            int shard, String directory, boolean complete, long startedAfterNs, long attempts, long failures) {}

    public ShardsFile {
        gaps = orEmpty(gaps);
        notes = orEmpty(notes);
        watches = orEmpty(watches);
        shards = orEmpty(shards);
    }

    private static <T> List<T> orEmpty(List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    /** How long after the first shard the last one began. */
    public Duration apart() {
        return Duration.ofNanos(
                shards.stream().mapToLong(Figures::startedAfterNs).max().orElse(0));
    }
}
