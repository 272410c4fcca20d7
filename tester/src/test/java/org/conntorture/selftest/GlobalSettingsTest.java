package org.conntorture.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.conntorture.target.JavaCommand;
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

        settings.restore();
        assertThat(most).hasContent("4096\t16384");
        assertThat(saved).doesNotExist();
        assertThat(settings.recover()).isFalse();
    }

    @Test
    void shouldPutBackWhatAProgramLeftThatIsGone() throws IOException {
        Files.createDirectories(saved.getParent());
        Files.writeString(saved, "net/most 4096\n");

        assertThat(settings().recover()).isTrue();
        assertThat(most).hasContent("4096");
        assertThat(saved).doesNotExist();
    }

    @Test
    void shouldLeaveAloneWhatALivingProgramChangedUntilItIsKilled() throws Exception {
        List<String> words = new ArrayList<>(JavaCommand.of(SettingsMain.class.getName()));
        words.addAll(List.of(directory.resolve("proc").toString(), saved.toString()));
        Process other = new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("changed");
            assertThat(settings().recover()).isFalse();
            assertThat(most).hasContent("1");
        } finally {
            other.destroyForcibly().waitFor();
        }

        assertThat(settings().recover()).isTrue();
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
    void shouldNotForgetWhatAnotherProgramLeft() throws IOException {
        Files.createDirectories(saved.getParent());
        Files.writeString(saved, "net/most 77\n");
        GlobalSettings settings = settings();
        settings.change(Map.of("net/most", "2"));

        settings.restore();
        assertThat(most).hasContent("77");
    }
}
