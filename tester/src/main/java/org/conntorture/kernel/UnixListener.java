package org.conntorture.kernel;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A listening unix socket as {@code ss} shows it, which is run as a child process and waited for a second at most.
 *
 * @param queue connections that wait to be accepted
 * @param limit the backlog; one more than that may wait
 */
public record UnixListener(long queue, long limit, long inode) {
    /** Columns are Netid, State, Recv-Q, Send-Q, path and inode; the peer's follow. */
    private static final Pattern LISTENING = Pattern.compile("(?m)^u_\\w+\\s+LISTEN\\s+(\\d{1,18})\\s+(\\d{1,18})\\s+");

    private static final Pattern INODE = Pattern.compile("\\s+(\\d{1,18})\\s");

    /** The socket bound to the path; empty where nobody listens there, and where ss is missing or does not answer. */
    public static Optional<UnixListener> read(UnixDomainSocketAddress address) {
        return read(address.toString()).or(() -> read(withoutLinks(address.getPath())));
    }

    private static Optional<UnixListener> read(String path) {
        return ListenerDetail.outputOf(List.of("ss", "-Hxl", "src", path)).flatMap(text -> parse(text, path));
    }

    /** The kernel knows a socket by the path it was bound to, such as /run/app.sock of /var/run/app.sock. */
    private static String withoutLinks(Path path) {
        try {
            return path.toRealPath().toString();
        } catch (IOException gone) {
            return path.toString();
        }
    }

    static Optional<UnixListener> parse(String text, String path) {
        Matcher row = LISTENING.matcher(text);
        while (row.find()) {
            Matcher inode =
                    INODE.matcher(text).region(Math.min(text.length(), row.end() + path.length()), text.length());
            if (text.startsWith(path, row.end()) && inode.lookingAt()) {
                return Optional.of(new UnixListener(
                        Long.parseLong(row.group(1)), Long.parseLong(row.group(2)), Long.parseLong(inode.group(1))));
            }
        }
        return Optional.empty();
    }
}
