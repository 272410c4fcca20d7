package org.conntorture.target;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.regex.Pattern;
import org.conntorture.plan.Ready;

/** Waits for a target just started to take load, on the thread that started it. */
final class Readiness {
    private static final int POLL_MS = 5;
    private static final int PROBE_TIMEOUT_MS = 1000;

    private final Process process;
    private final Ready ready;
    private final Optional<Pattern> expression;
    private final InetSocketAddress address;
    private final OutputLog output;

    Readiness(Process process, Ready ready, InetSocketAddress address, OutputLog output) {
        this.process = process;
        this.ready = ready;
        this.expression = Optional.ofNullable(ready.output()).map(Pattern::compile);
        this.address = address;
        this.output = output;
    }

    /** Returns what it waited for in vain, or empty once the target is ready. */
    Optional<String> await() throws IOException, InterruptedException {
        long deadlineNs = System.nanoTime() + ready.timeout().toNanos();
        while (!hasFailed()) {
            if (isReady()) {
                return Optional.empty();
            }
            if (System.nanoTime() - deadlineNs >= 0) {
                return Optional.of(
                        "was not ready within " + inWords(ready.timeout().toMillis()) + ": " + missing());
            }
            Thread.sleep(POLL_MS);
        }
        return Optional.of("ended with exit status " + process.exitValue() + " before it was ready");
    }

    /** Exit status 0 is that of a command which leaves a daemon behind. */
    private boolean hasFailed() {
        return !process.isAlive() && process.exitValue() != 0;
    }

    private boolean isReady() throws IOException {
        return expression.isPresent() ? output.found(expression.get()) : acceptsConnection();
    }

    private boolean acceptsConnection() {
        try (Socket socket = new Socket()) {
            socket.connect(address, PROBE_TIMEOUT_MS);
            // A port that nobody listens on can be given to this very socket, which is then connected to itself.
            return socket.getLocalPort() != address.getPort();
        } catch (IOException notYet) {
            return false;
        }
    }

    private String missing() {
        String waitedFor = ready.output() != null
                ? "no line of its output matches '" + ready.output() + "'"
                : "nothing accepts a connection on " + address.getHostString() + ":" + address.getPort();
        return process.isAlive() ? waitedFor : waitedFor + ", and its command has ended with exit status 0";
    }

    private static String inWords(long milliseconds) {
        return milliseconds % 1000 == 0 ? milliseconds / 1000 + " s" : milliseconds + " ms";
    }
}
