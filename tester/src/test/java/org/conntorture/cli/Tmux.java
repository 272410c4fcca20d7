package org.conntorture.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A terminal that a test types into and looks at: a tmux server of its own, with a plain shell in {@code directory}. */
final class Tmux implements AutoCloseable {
    private final Path socket;

    Tmux(Path directory, int columns, int rows) throws IOException {
        socket = directory.resolve("tmux");
        tmux(
                "-f",
                "/dev/null",
                "new-session",
                "-d",
                "-x",
                "" + columns,
                "-y",
                "" + rows,
                "-c",
                directory.toString(),
                "env -u NO_COLOR -u LC_ALL LANG=C.UTF-8 PS1='$ ' sh");
        // A keystroke on its way is not to be lost to a shell that starts.
        type("stty -g >before");
    }

    static boolean isInstalled() {
        try {
            return new ProcessBuilder("tmux", "-V")
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    /** A line with Enter. */
    void type(String line) throws IOException {
        tmux("send-keys", "-l", line);
        press("Enter");
    }

    /** A key by tmux's name, such as {@code C-c}. */
    void press(String key) throws IOException {
        tmux("send-keys", key);
    }

    void resize(int columns, int rows) throws IOException {
        tmux("resize-window", "-x", "" + columns, "-y", "" + rows);
    }

    /** What can be seen now, without colours. */
    String screen() {
        return capture("capture-pane", "-p");
    }

    /** The same with colours and attributes. */
    String colouredScreen() {
        return capture("capture-pane", "-p", "-e");
    }

    /** With what has scrolled away. */
    String scrollback() {
        return capture("capture-pane", "-p", "-J", "-S", "-");
    }

    boolean isCursorShown() {
        return capture("display-message", "-p", "#{cursor_flag}#{alternate_on}")
                .strip()
                .equals("10");
    }

    /** Its device. */
    String terminal() {
        return capture("display-message", "-p", "#{pane_tty}").strip();
    }

    private String capture(String... words) {
        try {
            return tmux(words);
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private String tmux(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("tmux", "-S", socket.toString()));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + ": " + said);
            }
        } catch (InterruptedException unexpected) {
            throw new IllegalStateException(unexpected);
        }
        return said;
    }

    @Override
    public void close() throws IOException {
        tmux("kill-server");
    }
}
