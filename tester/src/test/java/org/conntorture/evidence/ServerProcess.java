package org.conntorture.evidence;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.conntorture.reference.ReferenceServer;

/** A main class of the tests' class path in a process of its own, which prints where it listens first of all. */
final class ServerProcess implements AutoCloseable {
    private final Process process;
    private final InetSocketAddress address;

    /** @param line {@code listening on HOST:PORT} or {@code PORT} */
    private ServerProcess(Process process, String line) {
        this.process = process;
        this.address = new InetSocketAddress("127.0.0.1", Integer.parseInt(line.replaceFirst(".*:", "")));
    }

    /** {@code conntorture serve ARGUMENTS}. */
    static ServerProcess serve(String... arguments) throws IOException {
        return start(javaCommand(ReferenceServer.class.getName(), arguments));
    }

    /** The same in a network namespace of its own; the test is skipped where none can be made. */
    static ServerProcess inNamespace(String mainClass) throws IOException {
        return start(inNamespace(javaCommand(mainClass)));
    }

    /** Each command replaces itself by the next, so that the process is the JVM in the end. */
    static List<String> inNamespace(List<String> command) {
        List<String> words =
                new ArrayList<>(List.of("unshare", "-n", "sh", "-c", "ip link set lo up && exec \"$@\"", "sh"));
        words.addAll(command);
        return words;
    }

    static List<String> javaCommand(String mainClass, String... arguments) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                mainClass));
        words.addAll(List.of(arguments));
        return words;
    }

    private static ServerProcess start(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String line = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))
                .readLine();
        assumeTrue(line != null, () -> "cannot be started here: " + command.get(0));
        return new ServerProcess(process, line);
    }

    InetSocketAddress address() {
        return address;
    }

    long pid() {
        return process.pid();
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
