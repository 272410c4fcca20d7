package org.conntorture.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.conntorture.plan.Shard;
import org.conntorture.store.FailureFile;
import org.conntorture.store.StoredRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergedFailuresTest {
    @TempDir
    private Path directory;

    private static String line(int second, long attempt) {
        return "{\"target\":\"a\",\"attempt\":" + attempt
                + ",\"kind\":\"no-reply\",\"phase\":\"read\",\"errno\":null,\"blame\":\"TARGET\","
                + "\"time\":\"2026-11-26T14:17:0" + second + "Z\",\"sourceAddress\":\"127.0.0.1\",\"sourcePort\":40001,"
                + "\"durationNs\":1000000000,\"retransmits\":null,\"detail\":null}";
    }

    @Test
    void shouldNumberClosingLinesAsTheOthers() throws IOException {
        Path shard = Files.createDirectory(directory.resolve("shard"));
        Files.writeString(shard.resolve(FailureFile.NAME), line(1, 3) + "\n" + line(2, 5) + "\n");
        // So many targets that each has a single line.
        MergedFailures merged = new MergedFailures(MergedFailures.MOST);
        merged.read(new Shard(1, 2, null), StoredRun.ended(shard));
        Path file = directory.resolve("failures.jsonl");
        merged.write(file, 2);

        List<Long> attempts = new ArrayList<>();
        FailureFile.read(file, failure -> attempts.add(failure.attempt()));

        // The third and the fifth of the second of two shards.
        assertThat(attempts).containsExactly(6L, 10L);
    }
}
