package org.conntorture.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolPathTest {
    @TempDir
    Path directory;

    private ToolPath tools;

    @BeforeEach
    void installNode() throws IOException {
        Path node = Files.createFile(directory.resolve("node"));
        assertThat(node.toFile().setExecutable(true)).isTrue();
        Files.createFile(directory.resolve("not-executable"));
        Files.createDirectory(directory.resolve("go"));
        tools = new ToolPath(directory.resolve("absent") + File.pathSeparator + directory);
    }

    @Test
    void shouldFindATool() {
        assertThat(tools.missing(Map.of("node", "nodejs"))).isEmpty();
    }

    @Test
    void shouldNameTheMissingToolAndItsPackage() {
        assertThat(tools.missing(Map.of("go", "golang-go")))
                .contains("go is not on the PATH: install the package golang-go");
    }

    @Test
    void shouldNameAllMissingToolsInOrder() {
        assertThat(tools.missing(Map.of("npm", "npm", "not-executable", "some", "node", "nodejs")))
                .contains("not-executable is not on the PATH: install the package some; "
                        + "npm is not on the PATH: install the package npm");
    }
}
