package org.conntorture.target;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The host's living processes, read afresh each time, from /proc or, where there is none, from the JDK, which knows
 * neither sessions nor environments. Zombies are left out: nothing can be done to them. Cold code on any thread.
 */
final class ProcessTable {
    static final Path ROOT = Path.of("/proc");

    /** Fields of /proc/PID/stat, counted from the state, which follows the name's closing parenthesis; see proc(5). */
    private static final int STATE = 0;

    private static final int PARENT = 1;
    private static final int SESSION = 3;
    private static final int START = 19;

    private final Path root;
    private final boolean hasProc;

    ProcessTable(Path root) {
        this.root = root;
        this.hasProc = Files.isReadable(root.resolve("self/stat"));
    }

    /** Processes that started at {@code start} or later. */
    List<ProcessRow> since(long start) {
        return all().stream().filter(row -> row.start() >= start).toList();
    }

    /** The tester itself. */
    ProcessRow self() {
        long pid = ProcessHandle.current().pid();
        return row(pid).orElse(new ProcessRow(pid, 0, 0, 0));
    }

    Optional<ProcessRow> row(long pid) {
        return hasProc
                ? readRow(root.resolve(Long.toString(pid)))
                : ProcessHandle.of(pid).flatMap(ProcessTable::rowOf);
    }

    /** Whether the process was started with {@code mark}; false where this may not be looked at. */
    boolean carries(ProcessRow row, Mark mark) {
        Path environ = root.resolve(row.pid() + "/environ");
        try {
            return hasProc
                    && mark.isOn(List.of(Files.readString(environ, StandardCharsets.ISO_8859_1)
                            .split("\0")));
        } catch (IOException goneOrAnotherUsers) {
            return false;
        }
    }

    /** Of {@code candidates}, those that listen on the TCP port. */
    List<ProcessRow> listeners(int port, List<ProcessRow> candidates) {
        List<String> sockets = new ArrayList<>();
        for (String table : List.of("net/tcp", "net/tcp6")) {
            sockets.addAll(listeningSockets(root.resolve(table), port));
        }
        return sockets.isEmpty()
                ? List.of()
                : candidates.stream().filter(row -> holdsAny(row, sockets)).toList();
    }

    private List<ProcessRow> all() {
        if (!hasProc) {
            return ProcessHandle.allProcesses()
                    .flatMap(handle -> rowOf(handle).stream())
                    .toList();
        }
        List<ProcessRow> rows = new ArrayList<>();
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(root, "[0-9]*")) {
            directories.forEach(directory -> readRow(directory).ifPresent(rows::add));
        } catch (IOException unreadable) {
            throw new IllegalStateException("cannot list processes in " + root, unreadable);
        }
        return rows;
    }

    private static Optional<ProcessRow> rowOf(ProcessHandle handle) {
        long start = handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        long parentPid = handle.parent().map(ProcessHandle::pid).orElse(0L);
        return handle.isAlive() ? Optional.of(new ProcessRow(handle.pid(), parentPid, 0, start)) : Optional.empty();
    }

    private static Optional<ProcessRow> readRow(Path directory) {
        try {
            String stat = Files.readString(directory.resolve("stat"), StandardCharsets.ISO_8859_1);
            // The name before it may hold spaces and parentheses.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
            if (fields.length <= START || fields[STATE].equals("Z") || fields[STATE].equals("X")) {
                return Optional.empty();
            }
            long pid = Long.parseLong(directory.getFileName().toString());
            return Optional.of(new ProcessRow(
                    pid,
                    Long.parseLong(fields[PARENT]),
                    Long.parseLong(fields[SESSION]),
                    Long.parseLong(fields[START])));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** Rows of /proc/net/tcp: number, local address:port (hexadecimal), remote, state (0A listens), ..., 10th inode. */
    private static List<String> listeningSockets(Path table, int port) {
        String localPort = String.format(":%04X", port);
        try {
            return Files.readAllLines(table).stream()
                    .map(line -> line.strip().split("\\s+"))
                    .filter(fields -> fields.length > 9 && fields[1].endsWith(localPort) && fields[3].equals("0A"))
                    .map(fields -> "socket:[" + fields[9] + "]")
                    .toList();
        } catch (IOException absent) {
            return List.of();
        }
    }

    private boolean holdsAny(ProcessRow row, List<String> sockets) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(root.resolve(row.pid() + "/fd"))) {
            for (Path descriptor : descriptors) {
                if (sockets.contains(Files.readSymbolicLink(descriptor).toString())) {
                    return true;
                }
            }
            return false;
        } catch (IOException | DirectoryIteratorException goneOrAnotherUsers) {
            return false;
        }
    }
}
