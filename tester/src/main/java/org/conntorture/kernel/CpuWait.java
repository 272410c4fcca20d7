package org.conntorture.kernel;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * How long a process has been kept from a processor since it began, as of one moment; cold code on any thread.
 *
 * @param queuedNs its threads waited, ready to run, for a processor that others had; /proc/PID/task/TID/schedstat
 * @param throttling of its control group
 * @param testerRanNs the tester itself was on a processor, which may be what the process waited for
 */
public record CpuWait(OptionalLong queuedNs, CpuThrottling throttling, long testerRanNs) {
    /** A process of more threads is looked at in part, and its wait is a lower bound. */
    private static final int MOST_THREADS = 64;

    public static CpuWait read(Path proc, long pid) {
        Path directory = proc.resolve(Long.toString(pid));
        return new CpuWait(
                queuedNs(directory.resolve("task")),
                CpuThrottling.read(directory.resolve("cgroup"), CpuThrottling.MOUNT),
                ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toNanos());
    }

    private static OptionalLong queuedNs(Path tasks) {
        long sumNs = 0;
        int threads = 0;
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(tasks)) {
            for (Path thread : directories) {
                String[] columns = KernelText.whole(thread.resolve("schedstat"))
                        .map(KernelText::columns)
                        .orElse(new String[0]);
                OptionalLong waitedNs = columns.length == 3 ? Digits.decimal(columns[1]) : OptionalLong.empty();
                if (waitedNs.isPresent() && threads < MOST_THREADS) {
                    sumNs += waitedNs.getAsLong();
                    threads++;
                }
            }
        } catch (IOException | DirectoryIteratorException goneOrHidden) {
            return OptionalLong.empty();
        }
        return threads == 0 ? OptionalLong.empty() : OptionalLong.of(sumNs);
    }
}
