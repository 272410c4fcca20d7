package org.conntorture.reference;

import java.io.IOException;
import java.io.PrintStream;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.conntorture.signal.Signals;

/**
 * Starts a reference server and stays until a signal ends it: what {@code conntorture serve} calls, on the main thread
 * of a process of its own, whose signal handlers it takes.
 */
public final class ReferenceServer {
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private ReferenceServer() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments, System.out, System.err));
    }

    /**
     * Serves until SIGTERM or SIGINT; prints one line, {@code listening on HOST:PORT}, once clients can come.
     *
     * @param arguments a kind and its options, see {@link ServeOptions#parse}
     * @return the exit code: 0 ended by a signal, 1 it could not listen or broke down, 2 wrong arguments
     */
    public static int run(String[] arguments, PrintStream out, PrintStream err) {
        try {
            return serve(ServeOptions.parse(List.of(arguments)), out, err);
        } catch (IllegalArgumentException wrong) {
            err.println(wrong.getMessage());
            return USAGE;
        }
    }

    /** One line for each kind: what to call it and what it does. */
    public static List<String> kinds() {
        return Arrays.stream(Kind.values())
                .map(kind -> String.format("%-20s %s%s", kind.id(), kind.description(), oneIn(kind)))
                .toList();
    }

    private static String oneIn(Kind kind) {
        return switch (kind.every()) {
            case 0 -> "";
            case 1 -> "; every connection, or one in --every";
            default -> "; one connection in --every, by default " + kind.every();
        };
    }

    private static int serve(ServeOptions options, PrintStream out, PrintStream err) {
        try (RunningServer server = new RunningServer(options, err)) {
            heedSignals(server, options.kind());
            out.println("listening on " + text(server.address()));
            out.flush();
            server.awaitEnd();
            return 0;
        } catch (IOException failure) {
            err.println("cannot listen on " + text(options.address()) + ": " + failure.getMessage()
                    + "; choose another --host or --port (0 is a free one)");
            return FAILED;
        } catch (CompletionException failure) {
            err.println("the server broke down: " + failure.getCause());
            return FAILED;
        }
    }

    private static void heedSignals(RunningServer server, Kind kind) {
        Signals.on("TERM", server::end);
        Signals.on("INT", server::end);
        if (kind == Kind.HANDOVER) {
            Signals.on("HUP", server::reload);
        }
    }

    private static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (address.getAddress() instanceof Inet6Address ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
