package org.conntorture.kernel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The line /proc/PID/stat of a process, see proc(5). Cold code on any thread.
 *
 * @param state a letter: R runs, S and D sleep, T and t are stopped, Z and X are dead
 * @param startTicks after the host's boot; with the pid it names a process for good
 * @param cpuTicks spent in user and kernel mode
 */
public record ProcessStat(
        long pid, String name, char state, long parentPid, long sessionId, long startTicks, long cpuTicks) {
    /** Fields counted from the state, which follows the name's closing parenthesis. */
    private static final int PARENT = 1;

    private static final int SESSION = 3;
    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;
    private static final int START = 19;
    /** All that Linux has had since 2.6. */
    private static final String STATES = "[RSDZTtXxKWPI]";

    /** Ended, and perhaps not yet waited for by its parent. */
    public boolean isDead() {
        return state == 'Z' || state == 'X' || state == 'x';
    }

    /** Unknown where the process is gone or hidden. */
    public static Optional<ProcessStat> read(Path proc, long pid) {
        return KernelText.whole(proc.resolve(pid + "/stat")).flatMap(text -> parse(pid, text));
    }

    /** Of all processes, zombies too; unknown where they may not be listed. */
    public static Optional<List<ProcessStat>> all(Path proc) {
        List<ProcessStat> all = new ArrayList<>();
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path directory : directories) {
                OptionalLong pid = Digits.decimal(directory.getFileName().toString());
                pid.ifPresent(number -> read(proc, number).ifPresent(all::add));
            }
            return Optional.of(all);
        } catch (IOException | DirectoryIteratorException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<ProcessStat> parse(long pid, String text) {
        // The name may hold spaces and parentheses.
        String beginning = pid + " (";
        int nameEnd = text.lastIndexOf(") ");
        if (!text.startsWith(beginning) || nameEnd < beginning.length()) {
            return Optional.empty();
        }
        String name = new String(
                text.substring(beginning.length(), nameEnd).getBytes(StandardCharsets.ISO_8859_1),
                StandardCharsets.UTF_8);
        return parse(pid, name, text.substring(nameEnd + 2).split(" "));
    }

    private static Optional<ProcessStat> parse(long pid, String name, String[] fields) {
        // The last field may have lost digits.
        if (fields.length < START + 2 || !fields[0].matches(STATES)) {
            return Optional.empty();
        }
        long[] numbers = new long[START + 1];
        for (int i = PARENT; i <= START; i++) {
            OptionalLong number = Digits.decimal(fields[i]);
            if (number.isEmpty()) {
                return Optional.empty();
            }
            numbers[i] = number.getAsLong();
        }
        return Optional.of(new ProcessStat(
                pid,
                name,
                fields[0].charAt(0),
                numbers[PARENT],
                numbers[SESSION],
                numbers[START],
                numbers[USER_TICKS] + numbers[SYSTEM_TICKS]));
    }
}
