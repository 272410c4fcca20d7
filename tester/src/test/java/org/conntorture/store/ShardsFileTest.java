package org.conntorture.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardsFileTest {
    @TempDir
    private Path directory;

    private Duration apart(String shards) throws IOException {
        Files.writeString(directory.resolve("shards.json"), shards);
        return StoredRun.ended(directory).shards().orElseThrow().apart();
    }

    @Test
    void shouldTellHowLongAfterTheFirstTheLastBegan() throws IOException {
        assertThat(apart("{\"gaps\":[],\"shards\":[{\"shard\":1,\"startedAfterNs\":7000000000},"
                        + "{\"shard\":2,\"startedAfterNs\":0,\"failures\":3}]}"))
                .isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void shouldTellADamagedFileFromNone() throws IOException {
        assertThat(StoredRun.ended(directory).shards()).isEmpty();
        assertThatExceptionOfType(DamagedFileException.class).isThrownBy(() -> apart("{\"shards\":["));
        assertThat(apart("{}")).isZero();
    }
}
