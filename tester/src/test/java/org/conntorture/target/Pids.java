package org.conntorture.target;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.conntorture.kernel.NetFiles;

/** Processes of a test by their pids; a zombie counts as gone. */
final class Pids {
    private static final ProcessTable TABLE = new ProcessTable(ProcessTable.ROOT);

    private Pids() {}

    /** Those that a test's command wrote into {@code file}, one a line, once there are {@code count}. */
    static List<Long> in(Path file, int count) {
        return await().until(() -> read(file), pids -> pids.size() == count);
    }

    static boolean isAlive(long pid) {
        return TABLE.row(pid).isPresent();
    }

    static boolean noneAlive(List<Long> pids) {
        return pids.stream().noneMatch(Pids::isAlive);
    }

    /** Whether any process of this network, but for those older than this JVM, carries the mark of any run. */
    static boolean noneMarked() throws IOException {
        long start = TABLE.self().start();
        return TABLE.since(start).stream()
                .filter(row -> NetFiles.sharedWith(row.pid()).orElse(false))
                .noneMatch(Pids::isMarked);
    }

    private static boolean isMarked(ProcessRow row) {
        try {
            return Files.readString(ProcessTable.ROOT.resolve(row.pid() + "/environ"), StandardCharsets.ISO_8859_1)
                    .contains(Mark.RUN + "=");
        } catch (IOException gone) {
            return false;
        }
    }

    private static List<Long> read(Path file) throws IOException {
        return Files.exists(file)
                ? Files.readAllLines(file).stream().map(Long::valueOf).toList()
                : List.of();
    }
}
