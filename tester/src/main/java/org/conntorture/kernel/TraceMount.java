package org.conntorture.kernel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the kernel's trace files are, mounted for the time of a run if need be. A tester that is killed leaves its
 * mount, which costs nothing and which the next run uses.
 *
 * @param ours whether this process mounted it
 */
record TraceMount(Path root, boolean ours) {
    private static final Path USUAL = Path.of("/sys/kernel/tracing");

    /** Throws with the end of a sentence that began with the kernel's trace files. */
    static TraceMount find() throws IOException {
        Path mounts = Path.of("/proc/self/mounts");
        if (!Files.isReadable(mounts)) {
            throw new IOException("they (tracefs) are only on Linux");
        }
        Optional<Path> mounted = mountedAt(Files.readAllLines(mounts, StandardCharsets.ISO_8859_1));
        TraceMount mount = mounted.isPresent() ? new TraceMount(mounted.get(), false) : mount();
        if (!Files.isWritable(mount.root.resolve("instances"))) {
            mount.release();
            throw new IOException("those in " + mount.root + " are for root alone");
        }
        return mount;
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

    private static TraceMount mount() throws IOException {
        if (!Files.isWritable(USUAL)) {
            throw new IOException("they (tracefs) are not mounted, and only root can mount them");
        }
        String trouble = run("mount", "-t", "tracefs", "nodev", USUAL.toString());
        if (!trouble.isEmpty()) {
            throw new IOException("they (tracefs) are not mounted, and mounting failed: " + trouble);
        }
        return new TraceMount(USUAL, true);
    }

    /** Unmounts what this process mounted; another tester that uses it meanwhile keeps it. */
    void release() throws IOException {
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
