package org.conntorture.target;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.conntorture.kernel.NetFiles;
import org.conntorture.kernel.ProcessStat;
import org.conntorture.kernel.SocketOwners;
import org.conntorture.kernel.SocketRow;
import org.conntorture.kernel.SocketTable;

/**
 * The host's living processes, read afresh each time, from /proc or, where there is none, from the JDK, which knows
 * neither sessions nor environments. Zombies are left out: nothing can be done to them. Cold code on any thread.
 */
final class ProcessTable {
    static final Path ROOT = Path.of("/proc");

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
                ? ProcessStat.read(root, pid).flatMap(ProcessTable::rowOf)
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
        Set<Long> sockets = SocketTable.listeners(new NetFiles(root.resolve("net")), port).stream()
                .map(SocketRow::inode)
                .collect(Collectors.toSet());
        if (sockets.isEmpty()) {
            return List.of();
        }
        SocketOwners owners = new SocketOwners(root);
        return candidates.stream()
                .filter(row ->
                        owners.socketsOf(row.pid()).stream().anyMatch(held -> !Collections.disjoint(held, sockets)))
                .toList();
    }

    private List<ProcessRow> all() {
        if (!hasProc) {
            return ProcessHandle.allProcesses()
                    .flatMap(handle -> rowOf(handle).stream())
                    .toList();
        }
        return ProcessStat.all(root)
                .orElseThrow(() -> new IllegalStateException("cannot list processes in " + root))
                .stream()
                .flatMap(stat -> rowOf(stat).stream())
                .toList();
    }

    private static Optional<ProcessRow> rowOf(ProcessHandle handle) {
        long start = handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        long parentPid = handle.parent().map(ProcessHandle::pid).orElse(0L);
        return handle.isAlive() ? Optional.of(new ProcessRow(handle.pid(), parentPid, 0, start)) : Optional.empty();
    }

    private static Optional<ProcessRow> rowOf(ProcessStat stat) {
        return stat.isDead()
                ? Optional.empty()
                : Optional.of(new ProcessRow(stat.pid(), stat.parentPid(), stat.sessionId(), stat.startTicks()));
    }
}
