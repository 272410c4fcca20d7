package org.conntorture.kernel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a server's process does at one moment; read around failures, by any thread.
 *
 * @param commandLine its words with spaces between, shortened; empty for a process that has none or does not show it
 * @param state a letter, as in {@link ProcessStat}; {@link #FROZEN} instead of D or S where its control group is frozen
 * @param cpuTicks spent in user and kernel mode
 * @param descriptors open now; unknown for another user's process
 * @param descriptorLimit in force; {@link DescriptorLimit#UNLIMITED} without one
 */
public record ProcessState(
        long pid,
        String name,
        String commandLine,
        char state,
        long startTicks,
        long cpuTicks,
        OptionalLong descriptors,
        OptionalLong descriptorLimit) {
    public static final Path PROC = Path.of("/proc");
    /** No letter of the kernel's, which shows D in version 1 of the control groups and S in version 2. */
    public static final char FROZEN = 'F';

    private static final int MOST_COMMAND_BYTES = 4096;

    /** Unknown where the process is gone or hidden. */
    public static Optional<ProcessState> read(Path proc, long pid) {
        return read(proc, pid, CpuThrottling.MOUNT);
    }

    /** @param mount where control groups are mounted */
    static Optional<ProcessState> read(Path proc, long pid, Path mount) {
        Path directory = proc.resolve(Long.toString(pid));
        return ProcessStat.read(proc, pid)
                .map(stat -> new ProcessState(
                        pid,
                        stat.name(),
                        commandLine(directory.resolve("cmdline")),
                        state(stat, directory.resolve("cgroup"), mount),
                        stat.startTicks(),
                        stat.cpuTicks(),
                        entries(directory.resolve("fd")),
                        softLimit(directory.resolve("limits"))));
    }

    /** By a signal, by who traces it, or with its control group. */
    public boolean standsStill() {
        return state == 'T' || state == 't' || state == FROZEN;
    }

    private static char state(ProcessStat stat, Path membership, Path mount) {
        boolean waits = stat.state() == 'D' || stat.state() == 'S';
        return waits && Membership.read(membership, mount).stream().anyMatch(Membership::isFrozen)
                ? FROZEN
                : stat.state();
    }

    private static String commandLine(Path file) {
        byte[] bytes = KernelText.upTo(file, MOST_COMMAND_BYTES).orElse("").getBytes(StandardCharsets.ISO_8859_1);
        return new String(bytes, StandardCharsets.UTF_8).replace('\0', ' ').strip();
    }

    private static OptionalLong entries(Path directory) {
        long count = 0;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path ignored : entries) {
                count++;
            }
            return OptionalLong.of(count);
        } catch (IOException | DirectoryIteratorException goneOrAnotherUsers) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong softLimit(Path limits) {
        Optional<DescriptorLimit> limit = DescriptorLimit.read(limits);
        return limit.isPresent() ? OptionalLong.of(limit.get().soft()) : OptionalLong.empty();
    }
}
