package org.conntorture.screen;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOError;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.util.Optional;
import org.conntorture.signal.Signals;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.Curses;
import org.jline.utils.InfoCmp.Capability;

/**
 * The terminal the tester was started on: its size, what it can do, its keys. Changes as little of it as keys need: no
 * waiting for Enter and no echo. On the drawing thread alone.
 */
final class Tty {
    private static final int FEWEST_COLOURS = 8;

    private final Terminal terminal;
    private final Attributes before;
    private final ScreenCodes codes;
    private TtyKeeper keeper;
    private Thread reader;

    private Tty(Terminal terminal, ScreenCodes codes) {
        this.terminal = terminal;
        this.before = terminal.getAttributes();
        this.codes = codes;
    }

    /** Some child processes, a tenth of a second. Empty where this is no terminal to draw on. */
    static Optional<Tty> open() {
        try {
            // The JVM's own signals stay with the command line.
            Terminal terminal = TerminalBuilder.builder()
                    .system(true)
                    .provider(TerminalBuilder.PROP_PROVIDER_EXEC)
                    .dumb(false)
                    .nativeSignals(false)
                    .build();
            return codes(terminal).map(codes -> new Tty(terminal, codes));
        } catch (IOException | IOError | IllegalStateException none) {
            return Optional.empty();
        }
    }

    private static Optional<ScreenCodes> codes(Terminal terminal) {
        String up = code(terminal, Capability.cursor_up);
        String eraseBelow = code(terminal, Capability.clr_eos);
        if (up.isEmpty() || eraseBelow.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ScreenCodes(up, eraseBelow));
    }

    /** Empty where the terminal cannot. */
    private static String code(Terminal terminal, Capability capability) {
        String known = terminal.getStringCapability(capability);
        StringWriter text = new StringWriter();
        if (known != null) {
            Curses.tputs(text, known);
        }
        return text.toString();
    }

    ScreenCodes codes() {
        return codes;
    }

    boolean hasColours() {
        Integer colours = terminal.getNumericCapability(Capability.max_colors);
        return colours != null && colours >= FEWEST_COLOURS;
    }

    /** Asks the terminal; 0 where it does not say. */
    Size size() {
        return terminal.getSize();
    }

    /** Tells when the terminal's size may have changed, and when this job has come to the fore again. */
    void watch(Runnable resized, Runnable resumed) {
        Signals.ignore("TTOU");
        Signals.ignore("TTIN");
        Signals.on("WINCH", resized);
        Signals.on("CONT", resumed);
    }

    /** From now on {@code quit} is told of each q, on a thread of its own; nothing happens in the background. */
    void listen(Runnable quit) throws IOException {
        if (!Foreground.is()) {
            return;
        }
        if (keeper == null) {
            keeper = new TtyKeeper();
        }
        Attributes keys = new Attributes(before);
        keys.setLocalFlag(LocalFlag.ICANON, false);
        keys.setLocalFlag(LocalFlag.ECHO, false);
        keys.setControlChar(ControlChar.VMIN, 1);
        keys.setControlChar(ControlChar.VTIME, 0);
        terminal.setAttributes(keys);
        if (reader == null || !reader.isAlive()) {
            reader = new Thread(() -> read(quit), "keys");
            reader.setDaemon(true);
            reader.start();
        }
    }

    /** Until the terminal is gone, or this job is in the background and may not read it. */
    private static void read(Runnable quit) {
        InputStream keys = new FileInputStream(FileDescriptor.in);
        try {
            for (int key = keys.read(); key >= 0; key = keys.read()) {
                if (key == 'q' || key == 'Q') {
                    quit.run();
                }
            }
        } catch (IOException noKeysAnyMore) {
            return;
        }
    }

    /** Makes the terminal what it was. */
    void restore() {
        if (keeper != null) {
            try {
                terminal.setAttributes(before);
                keeper.close();
            } catch (IOException | IOError gone) {
                return;
            } finally {
                keeper = null;
            }
        }
    }
}
