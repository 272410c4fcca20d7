package org.conntorture.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultDirectoryTest {
    @TempDir
    Path parent;

    @Test
    void shouldReplaceAFileWhole() throws IOException {
        ResultDirectory directory = ResultDirectory.asked(parent.resolve("result"));
        directory.write("plan.json", "first");
        directory.write("plan.json", "second");

        assertThat(directory.path().resolve("plan.json")).hasContent("second");
        assertThat(directory.path()).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void shouldLeaveNoHalfOfAFile() throws IOException {
        ResultDirectory directory = ResultDirectory.asked(parent.resolve("result"));
        Files.createDirectory(directory.path().resolve("result.json"));
        Files.createFile(directory.path().resolve("result.json/in-the-way"));

        assertThatThrownBy(() -> directory.write("result.json", "{}")).isInstanceOf(IOException.class);
        assertThat(directory.path()).isDirectoryNotContaining("glob:**.part");
    }
}
