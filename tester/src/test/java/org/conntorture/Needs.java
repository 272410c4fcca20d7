package org.conntorture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Skips a test where the host lacks what it is about; in CI nothing is lacking, and a skip is a failure. */
public final class Needs {
    private Needs() {}

    public static void tools(String... tools) {
        for (String tool : tools) {
            assumeTrue(
                    Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                            .anyMatch(directory -> Files.isExecutable(Path.of(directory, tool))),
                    () -> tool + " is not installed");
        }
    }

    /** Those that a user's PATH leaves out. */
    public static void servers(String... tools) {
        for (String tool : tools) {
            assumeTrue(
                    Files.isExecutable(Path.of("/usr/sbin", tool)) || Files.isExecutable(Path.of("/usr/bin", tool)),
                    () -> tool + " is not installed");
        }
    }

    /** What a script fetches: in the network of Maven, as there is no way out of that of the tests. */
    public static void prepared(Path script) throws IOException, InterruptedException {
        Path outside = Path.of(
                "/proc", "" + ProcessHandle.current().parent().orElseThrow().pid(), "ns/net");
        List<String> command = Files.isSameFile(outside, Path.of("/proc/self/ns/net"))
                ? List.of(script.toString())
                : List.of("nsenter", "--net=" + outside, script.toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
    }

    /** To make network namespaces and rules in them. */
    public static void root() {
        assumeTrue(System.getProperty("user.name").equals("root"), "this needs root");
    }
}
