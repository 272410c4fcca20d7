package org.conntorture.reference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A server-side connection as the kernel's table /proc/net/tcp shows it. */
record SocketRow(String state, long unreadBytes, boolean accepted) {
    static final String ESTABLISHED = "01";
    static final String CLOSE_WAIT = "08";

    /** All connections of the server on that port, whatever their state. */
    static List<SocketRow> ofServer(int port) throws IOException {
        String local = String.format(":%04X", port);
        return Files.readAllLines(Path.of("/proc/net/tcp")).stream()
                .skip(1)
                .map(line -> line.strip().split("\\s+"))
                .filter(fields -> fields[1].endsWith(local) && !fields[2].endsWith(":0000"))
                .map(SocketRow::of)
                .toList();
    }

    private static SocketRow of(String[] fields) {
        return new SocketRow(fields[3], Long.parseLong(fields[4].substring(9), 16), !fields[9].equals("0"));
    }
}
