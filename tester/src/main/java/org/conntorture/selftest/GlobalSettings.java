package org.conntorture.selftest;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Settings of the whole host that a case needs otherwise for a moment. The old values are in a file before any is changed,
 * and the file is gone once they are back: a next run finds what an earlier one could not restore. A lock, which the kernel
 * drops with its process, keeps two runs apart.
 */
final class GlobalSettings implements AutoCloseable {
    private final Path proc;
    private final Path saved;
    private FileChannel lock;

    /** @param proc usually /proc/sys */
    GlobalSettings(Path proc, Path saved) {
        this.proc = proc;
        this.saved = saved;
    }

    static GlobalSettings ofHost() {
        String state = System.getenv("XDG_STATE_HOME");
        Path home = state == null || state.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".local", "state")
                : Path.of(state);
        return new GlobalSettings(
                Path.of("/proc/sys"), home.resolve("conntorture").resolve("selftest-settings"));
    }

    /** Where the old values are as long as they are not restored. */
    Path file() {
        return saved;
    }

    /** Waits for other runs, and restores what one of them left, lest it be forgotten. */
    synchronized void change(Map<String, String> values) throws IOException {
        lock = openLock();
        lock.lock();
        putBack();
        List<String> lines = new ArrayList<>();
        for (String name : new TreeMap<>(values).keySet()) {
            lines.add(name + " " + read(name));
        }
        Files.write(saved, lines);
        for (Map.Entry<String, String> setting : values.entrySet()) {
            Files.writeString(proc.resolve(setting.getKey()), setting.getValue());
        }
    }

    /** Puts back what an earlier run left that is gone; says whether there was anything. */
    synchronized boolean recover() throws IOException {
        if (!Files.exists(saved)) {
            return false;
        }
        try (FileChannel own = openLock();
                FileLock locked = own.tryLock()) {
            return locked != null && putBack();
        }
    }

    /** Puts back what this run changed. */
    synchronized void restore() throws IOException {
        if (lock != null) {
            putBack();
            lock.close();
            lock = null;
        }
    }

    private FileChannel openLock() throws IOException {
        Files.createDirectories(saved.toAbsolutePath().getParent());
        return FileChannel.open(
                saved.resolveSibling(saved.getFileName() + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
    }

    private boolean putBack() throws IOException {
        if (!Files.exists(saved)) {
            return false;
        }
        for (String line : Files.readAllLines(saved)) {
            String[] words = line.split(" ", 2);
            Files.writeString(proc.resolve(words[0]), words[1]);
        }
        Files.delete(saved);
        return true;
    }

    @Override
    public void close() throws IOException {
        restore();
    }

    private String read(String name) throws IOException {
        // Not Files.readString: it reads the first byte alone, and after that the kernel gives no more of a number.
        try (var in = Files.newInputStream(proc.resolve(name))) {
            return new String(in.readNBytes(8192), java.nio.charset.StandardCharsets.US_ASCII).strip();
        }
    }
}
