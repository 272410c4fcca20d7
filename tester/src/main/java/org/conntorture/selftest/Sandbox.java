package org.conntorture.selftest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.conntorture.kernel.Counters;
import org.conntorture.kernel.NetFiles;
import org.conntorture.target.JavaCommand;

/**
 * Fresh namespaces for network, processes and mounts, with loopback up, in which commands are run. They are held by an
 * init process that lives as long as its input, a pipe from this program: when it is closed, or this program is gone, the
 * kernel kills everything in them. One thread opens, uses and closes it.
 */
final class Sandbox implements AutoCloseable {
    private static final String INIT = "ip link set lo up && echo ready && exec cat >/dev/null";
    private static final int END_WAIT_SECONDS = 5;

    private final Path directory;
    private final Process holder;
    private final long initPid;
    private final List<String> enter;
    private final Map<String, String> environment;

    private Sandbox(Path directory, Process holder, long initPid, boolean asRoot, Map<String, String> values) {
        this.directory = directory;
        this.holder = holder;
        this.initPid = initPid;
        this.enter = new ArrayList<>(List.of("nsenter", "--target", Long.toString(initPid)));
        if (!asRoot) {
            enter.addAll(List.of("--user", "--preserve-credentials"));
        }
        enter.addAll(List.of("--net", "--pid", "--mount"));
        this.environment = new HashMap<>(Map.of(
                "WORK", directory.toString(),
                "JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "CLASS_PATH", JavaCommand.absoluteClassPath(),
                "PM2", Pm2.directory().toString()));
        environment.putAll(values);
    }

    /** Why this host cannot have what a case takes, as a sentence with what would permit it. */
    static final class NotPermittedException extends Exception {
        NotPermittedException(String sentence) {
            super(sentence);
        }

        private static NotPermittedException ofNamespaces(String reason) {
            return new NotPermittedException(
                    "network namespaces cannot be made here (" + reason + "): run it as root, in a container with"
                            + " --privileged, or allow user namespaces (sysctl user.max_user_namespaces above 0,"
                            + " kernel.unprivileged_userns_clone=1, kernel.apparmor_restrict_unprivileged_userns=0); it needs"
                            + " unshare and nsenter of util-linux, and ip of iproute2");
        }
    }

    static Sandbox open(Path directory) throws IOException, NotPermittedException {
        return open(directory, Map.of());
    }

    /**
     * @param directory where its commands run and leave their logs
     * @param values of their environment, by name
     */
    static Sandbox open(Path directory, Map<String, String> values) throws IOException, NotPermittedException {
        boolean asRoot = isRoot();
        List<String> words = new ArrayList<>(List.of("unshare"));
        if (!asRoot) {
            words.add("--map-root-user");
        }
        words.addAll(List.of("--net", "--pid", "--mount", "--fork", "--kill-child", "--mount-proc", "sh", "-c", INIT));
        Path log = directory.resolve("sandbox.log");
        Process holder;
        try {
            holder = new ProcessBuilder(words).redirectError(log.toFile()).start();
        } catch (IOException noUnshare) {
            throw NotPermittedException.ofNamespaces(noUnshare.getMessage());
        }
        BufferedReader out = holder.inputReader(StandardCharsets.UTF_8);
        if (!"ready".equals(out.readLine())) {
            holder.destroyForcibly();
            throw NotPermittedException.ofNamespaces(Files.readString(log).strip());
        }
        long initPid = holder.children()
                .mapToLong(ProcessHandle::pid)
                .findFirst()
                .orElseThrow(() -> NotPermittedException.ofNamespaces("its init ended at once"));
        return new Sandbox(directory, holder, initPid, asRoot, values);
    }

    private static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    Path directory() {
        return directory;
    }

    /** Starts lines of shell that may use the words of {@code sandbox.sh}; output goes to {@code NAME.log}. */
    Process start(String name, String script) throws IOException {
        List<String> words = new ArrayList<>(enter);
        words.addAll(List.of("sh", "-c", prelude() + script));
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(name + ".log").toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Runs lines of shell to their end; answers why they failed, or null. */
    String run(String name, String script, int timeoutSeconds) throws IOException, InterruptedException {
        Process process = start(name, script);
        if (!process.waitFor(timeoutSeconds, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return name + " took more than " + timeoutSeconds + " s";
        }
        return process.exitValue() == 0 ? null : name + " failed: " + lastLine(name);
    }

    private String lastLine(String name) throws IOException {
        return Files.readString(directory.resolve(name + ".log"))
                .lines()
                .reduce((earlier, later) -> later)
                .orElse("without a word");
    }

    /** The kernel's counters of its network namespace. */
    Counters counters() {
        return Counters.read(NetFiles.ofProcess(initPid));
    }

    /** Ends everything in it. */
    @Override
    public void close() throws IOException {
        holder.getOutputStream().close();
        try {
            if (!holder.waitFor(END_WAIT_SECONDS, TimeUnit.SECONDS)) {
                holder.destroyForcibly();
            }
        } catch (InterruptedException hurry) {
            holder.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static String prelude() throws IOException {
        try (InputStream script = Sandbox.class.getResourceAsStream("sandbox.sh")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
