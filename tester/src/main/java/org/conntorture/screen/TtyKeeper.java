package org.conntorture.screen;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * A child process that makes the terminal again what it was once the tester is gone without having done so itself, by a
 * crash or kill -9: it waits for the end of its input.
 */
final class TtyKeeper implements AutoCloseable {
    /** It must outlive what ends the tester, and set the terminal of a shell that has come to the fore. */
    private static final String SCRIPT = """
            trap '' HUP INT QUIT TERM TSTP TTOU
            saved=$(stty -g </dev/tty) || exit
            echo ready
            read -r word
            [ "$word" = done ] || stty "$saved" </dev/tty
            """;

    private static final long MOST_WAIT_MS = 1000;

    private final Process process;

    /** Returns once it knows what the terminal is like. */
    TtyKeeper() throws IOException {
        process = new ProcessBuilder("sh", "-c", SCRIPT)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        InputStream ready = process.getInputStream();
        if (ready.read() < 0) {
            throw new IOException("the terminal's settings cannot be read");
        }
    }

    /** The terminal is what it was. */
    @Override
    public void close() throws IOException {
        try (OutputStream in = process.getOutputStream()) {
            in.write("done\n".getBytes(StandardCharsets.US_ASCII));
        }
        try {
            process.waitFor(MOST_WAIT_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
