package org.conntorture.target;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** A made-up /proc, in which tests let processes come, go and reuse pids. */
record ProcDirectory(Path root) {
    ProcessTable table() throws IOException {
        write(1, "init", 'S', 0, 1, 1, Map.of());
        Path self = Files.createDirectories(root.resolve("self")).resolve("stat");
        Files.writeString(self, "");
        return new ProcessTable(root);
    }

    void started(long pid, long parentPid, long sessionId, long start) throws IOException {
        write(pid, "server", 'S', parentPid, sessionId, start, Map.of());
    }

    void started(long pid, long parentPid, long sessionId, long start, Mark mark) throws IOException {
        write(pid, "server", 'S', parentPid, sessionId, start, mark.environment());
    }

    void write(
            long pid,
            String name,
            char state,
            long parentPid,
            long sessionId,
            long start,
            Map<String, String> variables)
            throws IOException {
        Path directory = Files.createDirectories(root.resolve(Long.toString(pid)));
        String stat = pid + " (" + name + ") " + state + " " + parentPid + " " + pid + " " + sessionId
                + " 0 -1 4194304 99 0 0 0 0 0 0 0 20 0 1 0 " + start + " 3133440 360";
        Files.writeString(directory.resolve("stat"), stat);
        String environ = variables.entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue() + "\0")
                .collect(Collectors.joining());
        Files.writeString(directory.resolve("environ"), "HOME=/\0" + environ);
    }

    void ended(long pid) throws IOException {
        Files.delete(root.resolve(pid + "/stat"));
        Files.delete(root.resolve(pid + "/environ"));
        Files.delete(root.resolve(Long.toString(pid)));
    }
}
