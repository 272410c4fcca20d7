package org.conntorture.kernel;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the kernel's trace files are, mounted for the time of a run if need be. Testers that run side by side share a
 * mount: it stays while one of them holds it, and the last one, or the next after a killed one, unmounts it.
 *
 * @param ours whether a tester mounted it, this one or another
 * @param hold an open file there, so that nobody can unmount it
 */
record TraceMount(Path root, boolean ours, Closeable hold) {
    private static final Path USUAL = Path.of("/sys/kernel/tracing");
    private static final String SOURCE = "conntorture";
    private static final int TRIES = 10;

    /** Throws with the end of a sentence that began with the kernel's trace files. */
    static TraceMount find() throws IOException {
        NoSuchFileException unmounted = null;
        for (int n = 0; n < TRIES; n++) {
            try {
                return hold(mountedAt(mounts()).orElse(USUAL));
            } catch (NoSuchFileException notThere) {
                unmounted = notThere;
                mount();
            }
        }
        throw new IOException("they (tracefs) were unmounted again and again: " + unmounted.getMessage());
    }

    private static TraceMount hold(Path root) throws IOException {
        Path instances = root.resolve("instances");
        if (Files.exists(instances) && !Files.isWritable(instances)) {
            throw new IOException("those in " + root + " are for root alone");
        }
        Closeable hold = Files.newByteChannel(root.resolve("trace_clock"));
        boolean ours = mounts().stream().anyMatch(line -> line.startsWith(SOURCE + " " + root + " "));
        return new TraceMount(root, ours, hold);
    }

    /** The usual place, if it is among several. Before 4.1 the files are a part of debugfs. */
    static Optional<Path> mountedAt(List<String> mounts) {
        return at(mounts, "tracefs", "")
                .or(() -> at(mounts, "debugfs", "/tracing").filter(Files::isDirectory));
    }

    private static Optional<Path> at(List<String> mounts, String type, String below) {
        List<Path> places = mounts.stream()
                .map(line -> line.split(" "))
                .filter(words -> words.length > 2 && words[2].equals(type))
                .map(words -> Path.of(words[1] + below))
                .toList();
        return places.stream()
                .filter(USUAL::equals)
                .findFirst()
                .or(() -> places.stream().findFirst());
    }

    private static List<String> mounts() throws IOException {
        Path mounts = Path.of("/proc/self/mounts");
        if (!Files.isReadable(mounts)) {
            throw new IOException("they (tracefs) are only on Linux");
        }
        return Files.readAllLines(mounts, StandardCharsets.ISO_8859_1);
    }

    private static void mount() throws IOException {
        if (!Files.isWritable(USUAL)) {
            throw new IOException("they (tracefs) are not mounted, and only root can mount them");
        }
        String trouble = run("mount", "-t", "tracefs", SOURCE, USUAL.toString());
        if (!trouble.isEmpty() && mountedAt(mounts()).isEmpty()) {
            throw new IOException("they (tracefs) are not mounted, and mounting failed: " + trouble);
        }
    }

    /** Unmounts what a tester mounted, if no other holds it. */
    void release() throws IOException {
        hold.close();
        if (ours) {
            run("umount", root.toString());
        }
    }

    /** What the command complained of, or empty text. */
    private static String run(String... words) throws IOException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return process.onExit().join().exitValue() == 0 ? "" : output.replace('\n', ' ') + " ";
    }
}
