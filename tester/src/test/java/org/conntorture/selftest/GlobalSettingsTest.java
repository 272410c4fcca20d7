package org.conntorture.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GlobalSettingsTest {
    @TempDir
    private Path directory;

    private Path most;
    private Path saved;

    @BeforeEach
    void writeSettings() throws IOException {
        most = Files.createDirectories(directory.resolve("proc/net")).resolve("most");
        Files.writeString(most, "4096\t16384\n");
        saved = directory.resolve("state/settings");
    }

    private GlobalSettings settings() {
        return new GlobalSettings(directory.resolve("proc"), saved);
    }

    @Test
    void shouldPutBackWhatItChanged() throws IOException {
        GlobalSettings settings = settings();
        settings.change(Map.of("net/most", "1"));
        assertThat(most).hasContent("1");
        assertThat(saved).hasContent("net/most 4096\t16384");

        assertThat(settings.restore()).isTrue();
        assertThat(most).hasContent("4096\t16384");
        assertThat(saved).doesNotExist();
        assertThat(settings.restore()).isFalse();
    }

    @Test
    void shouldPutBackWhatAnEarlierProgramChanged() throws IOException {
        settings().change(Map.of("net/most", "1"));

        assertThat(settings().restore()).isTrue();
        assertThat(most).hasContent("4096\t16384");
    }

    @Test
    void shouldChangeNothingWhenASettingCannotBeRead() {
        assertThatThrownBy(() -> settings().change(Map.of("net/most", "1", "net/none", "1")))
                .isInstanceOf(NoSuchFileException.class);
        assertThat(most).hasContent("4096\t16384");
        assertThat(saved).doesNotExist();
    }

    @Test
    void shouldNotForgetTheOldValuesWhenChangedTwice() throws IOException {
        settings().change(Map.of("net/most", "1"));
        settings().change(Map.of("net/most", "2"));

        settings().restore();
        assertThat(most).hasContent("4096\t16384");
    }
}
