package org.conntorture.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The TCP sockets of a network namespace, of tcp and tcp6. The kernel walks its whole hash table for it, so whole reads
 * are for rare moments; listeners come first and are cheap. Cold code on any thread.
 */
public final class SocketTable {
    private static final List<String> FILES = List.of("tcp", "tcp6");
    private static final int BUFFER_BYTES = 1 << 14;

    private SocketTable() {}

    /** Whether the table can be read at all; where it cannot, that no row was found says nothing. */
    public static boolean isReadable(NetFiles net) {
        return Files.isReadable(net.directory().resolve("tcp"));
    }

    /** All sockets that listen. */
    public static List<SocketRow> listeners(NetFiles net) {
        return listeners(net, parser -> true);
    }

    /**
     * Sockets of plain IPv4 that listen on the port. Far cheaper where many connections are: to tell that no row of IPv6
     * is left the kernel walks all sockets, those in TIME_WAIT too, which took 3 ms with 32,000 of them.
     */
    public static List<SocketRow> ipv4Listeners(NetFiles net, int port) {
        byte[] digits = digits(port);
        return listeners(net, List.of("tcp"), parser -> parser.hasLocalPort(digits));
    }

    /** Sockets that listen on the port. */
    public static List<SocketRow> listeners(NetFiles net, int port) {
        byte[] digits = digits(port);
        return listeners(net, parser -> parser.hasLocalPort(digits));
    }

    /** Rows, but LISTEN and TIME_WAIT, whose local or remote port is {@code port}; reads the whole table. */
    public static List<SocketRow> connections(NetFiles net, int port) {
        byte[] digits = digits(port);
        List<SocketRow> rows = new ArrayList<>();
        read(net, parser -> {
            int state = parser.state();
            if (state != TcpState.LISTEN.number()
                    && state != TcpState.TIME_WAIT.number()
                    && (parser.hasLocalPort(digits) || parser.hasRemotePort(digits))) {
                parser.row().ifPresent(rows::add);
            }
            return true;
        });
        return rows;
    }

    /** Hands over all rows but LISTEN as they are read, on the caller's thread. */
    public static void scan(NetFiles net, Consumer<SocketRow> consumer) {
        read(net, parser -> {
            if (parser.state() != TcpState.LISTEN.number()) {
                parser.row().ifPresent(consumer);
            }
            return true;
        });
    }

    /**
     * Stops at the first row that neither listens nor is a connection request: before Linux 4.4 each listener is followed
     * by its requests.
     */
    private static List<SocketRow> listeners(NetFiles net, Predicate<SocketRowParser> isWanted) {
        return listeners(net, FILES, isWanted);
    }

    private static List<SocketRow> listeners(NetFiles net, List<String> files, Predicate<SocketRowParser> isWanted) {
        List<SocketRow> rows = new ArrayList<>();
        read(net, files, parser -> {
            boolean listens = parser.state() == TcpState.LISTEN.number();
            if (listens && isWanted.test(parser)) {
                parser.row().ifPresent(rows::add);
            }
            return listens || parser.state() == TcpState.SYN_RECV.number();
        });
        return rows;
    }

    /** @param visitor is shown each row, until it answers that it needs no more of a file */
    private static void read(NetFiles net, Predicate<SocketRowParser> visitor) {
        read(net, FILES, visitor);
    }

    private static void read(NetFiles net, List<String> files, Predicate<SocketRowParser> visitor) {
        for (String file : files) {
            read(net.directory().resolve(file), visitor);
        }
    }

    private static void read(Path file, Predicate<SocketRowParser> visitor) {
        SocketRowParser parser = new SocketRowParser();
        byte[] buffer = new byte[BUFFER_BYTES];
        int filled = 0;
        try (InputStream table = Files.newInputStream(file)) {
            for (int count; (count = table.read(buffer, filled, buffer.length - filled)) > 0; ) {
                filled += count;
                int rest = visitLines(buffer, filled, parser, visitor);
                if (rest < 0) {
                    return;
                }
                // A line as long as the buffer is no row.
                filled = rest == 0 && filled == buffer.length ? 0 : filled - rest;
                System.arraycopy(buffer, rest, buffer, 0, filled);
            }
        } catch (IOException absentOrGone) {
            // What was read stays true; that nothing was is told by isReadable.
            return;
        }
    }

    /** Returns where the last, incomplete line begins, or -1 when the visitor needs no more. */
    private static int visitLines(
            byte[] buffer, int filled, SocketRowParser parser, Predicate<SocketRowParser> visitor) {
        int start = 0;
        for (int i = 0; i < filled; i++) {
            if (buffer[i] == '\n') {
                if (parser.begin(buffer, start, i) && !visitor.test(parser)) {
                    return -1;
                }
                start = i + 1;
            }
        }
        return start;
    }

    private static byte[] digits(int port) {
        return String.format("%04X", port).getBytes(StandardCharsets.US_ASCII);
    }
}
