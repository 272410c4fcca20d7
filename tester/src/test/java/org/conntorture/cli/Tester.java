package org.conntorture.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The tester as a user has it: the packed jar in a process of its own, with the launcher's settings. */
final class Tester {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path JAR = ROOT.resolve("tester/target/conntorture.jar");
    /** What is soon over gains nothing from the optimizing compiler. */
    private static final List<String> JAVA = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:CompileThresholdScaling=4",
            "-Xlog:disable");

    private static final List<String> COMMAND = command();
    private static final int MOST_RUNS = 5;
    private static final JsonMapper JSON = new JsonMapper();

    private final Path directory;
    private final Process process;
    private final Path out;
    private final Path err;

    private Tester(Path directory, List<String> prefix, Map<String, String> environment, List<String> arguments)
            throws IOException {
        this.directory = directory;
        this.out = Files.createTempFile(directory, "out", ".txt");
        this.err = Files.createTempFile(directory, "err", ".txt");
        List<String> command = new ArrayList<>(prefix);
        command.addAll(COMMAND);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        this.process = builder.start();
    }

    /** With the archive of classes that the launcher makes at its first start: half the time of a start. */
    private static List<String> command() {
        List<String> command = new ArrayList<>(JAVA);
        try {
            startLauncher();
            // Of a JVM that makes none the file is empty.
            archive().ifPresent(file -> command.add("-XX:SharedArchiveFile=" + file));
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException("the launcher does not start", failed);
        }
        command.addAll(List.of("-jar", JAR.toString()));
        return command;
    }

    /** Once at a time, as several JVMs run tests. */
    private static void startLauncher() throws IOException, InterruptedException {
        Path lock = JAR.resolveSibling("launcher.lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            ProcessBuilder launcher = new ProcessBuilder(
                            ROOT.resolve("conntorture").toString(), "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD);
            launcher.environment().put("JAVA_HOME", System.getProperty("java.home"));
            int exitCode = launcher.start().waitFor();
            if (exitCode != 0) {
                throw new IOException("exit code " + exitCode);
            }
        }
    }

    private static Optional<Path> archive() throws IOException {
        try (Stream<Path> files = Files.list(JAR.getParent())) {
            return files.filter(file -> file.toString().endsWith(".jsa"))
                    .filter(file -> file.toFile().length() > 0)
                    .max(Comparator.comparing(file -> file.toFile().lastModified()));
        }
    }

    /** Starts {@code conntorture ARGUMENTS} in {@code directory}. */
    static Tester start(Path directory, String... arguments) throws IOException {
        return new Tester(directory, List.of(), Map.of(), List.of(arguments));
    }

    /** The same with words before the command, such as {@code prlimit --nofile=100}, and more environment. */
    static Tester start(Path directory, List<String> prefix, Map<String, String> environment, String... arguments)
            throws IOException {
        return new Tester(directory, prefix, environment, List.of(arguments));
    }

    static Tester run(Path directory, String... arguments) throws IOException, InterruptedException {
        Tester tester = start(directory, arguments);
        tester.exitCode();
        return tester;
    }

    /**
     * The same with {@code -o result}, and again where the tester itself stood still during attempts: on a busy machine that is
     * honestly told, and proves nothing.
     */
    static Tester runUnstalled(Path directory, String... arguments) throws IOException, InterruptedException {
        Tester tester = run(directory, arguments);
        for (int more = 1; more < MOST_RUNS && tester.stalled(); more++) {
            Files.move(tester.result(), directory.resolve("stalled-" + more));
            tester = run(directory, arguments);
        }
        return tester;
    }

    private boolean stalled() throws IOException {
        if (Files.notExists(result().resolve("result.json"))) {
            return false;
        }
        for (JsonNode target : json().path("targets")) {
            if (target.path("testerFailures").asLong() > 0) {
                return true;
            }
        }
        return false;
    }

    int exitCode() throws InterruptedException {
        try {
            return process.waitFor();
        } catch (InterruptedException timeOut) {
            process.destroyForcibly();
            throw new IllegalStateException("the tester did not end; it said: " + out() + err(), timeOut);
        }
    }

    /** Puts what stands for the launcher of a checkout into {@code directory}, where {@code ./conntorture} finds it. */
    static void putLauncher(Path directory) throws IOException {
        Path launcher = Files.writeString(
                directory.resolve("conntorture"), "#!/bin/sh\nexec " + String.join(" ", COMMAND) + " \"$@\"\n");
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    String out() {
        return text(out);
    }

    String err() {
        return text(err);
    }

    Path result() {
        return directory.resolve("result");
    }

    /** {@code result.json} of a run with {@code -o result}. */
    JsonNode json() throws IOException {
        return JSON.readTree(Files.readString(result().resolve("result.json")));
    }

    /** What the host said of a target. */
    JsonNode evidence(String target) throws IOException {
        return JSON.readTree(Files.readString(result().resolve("evidence.json")))
                .path(target);
    }

    JsonNode target(String name) throws IOException {
        for (JsonNode target : json().path("targets")) {
            if (target.path("name").asString().equals(name)) {
                return target;
            }
        }
        throw new IllegalArgumentException("no target " + name);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
