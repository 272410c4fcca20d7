package org.conntorture.screen;

import java.io.IOError;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.conntorture.plan.RunPlan;
import org.conntorture.plan.Target;
import org.conntorture.result.CauseSoFar;
import org.conntorture.result.RunListener;
import org.conntorture.result.RunListeners;
import org.conntorture.result.Turn;
import org.conntorture.result.TurnProgress;
import org.jline.terminal.Size;

/**
 * Shows on a terminal how a run goes, in place, with news above. The run's thread only leaves the newest state and news
 * here; a thread of its own draws, so that a terminal that takes nothing (Ctrl-S, a connection that hangs) delays nobody.
 */
public final class LiveScreen implements Progress {
    private static final long MOST_END_MS = 2000;
    private static final int USUAL_ROWS = 24;

    private final PrintStream out;
    private final ProgressStyle style;
    private final boolean unicode;
    private final Runnable quit;
    private final Supplier<Optional<Tty>> terminal;
    private final Scoreboard scoreboard;
    private final RunListener followers;
    private final Thread thread = new Thread(this::run, "screen");
    private final ScreenInbox inbox = new ScreenInbox();
    private volatile boolean stopping;
    /** Of the drawing thread. */
    private int columns;

    private int rows;
    /** Once there turned out to be nothing to draw on. */
    private volatile TerminalProgress plain;

    /** @param quit is called for each q that is typed, on a thread of its own */
    public LiveScreen(RunPlan plan, PrintStream out, ProgressStyle style, boolean unicode, Runnable quit) {
        this(plan, out, style, unicode, quit, Tty::open);
    }

    LiveScreen(
            RunPlan plan,
            PrintStream out,
            ProgressStyle style,
            boolean unicode,
            Runnable quit,
            Supplier<Optional<Tty>> terminal) {
        this.out = out;
        this.style = style;
        this.unicode = unicode;
        this.quit = quit;
        this.terminal = terminal;
        this.scoreboard = new Scoreboard(plan);
        this.followers = new RunListeners(List.of(
                scoreboard, new ScreenNews(new ScreenStyle(style.colour(), unicode), style.columns() - 1, this::tell)));
        thread.setDaemon(true);
        thread.start();
    }

    private void tell(String line) {
        if (!inbox.tell(line)) {
            write(line + "\n");
        }
    }

    private void show() {
        inbox.show(before -> scoreboard.state(stopping));
    }

    @Override
    public void stopping() {
        stopping = true;
        inbox.show(before -> before == null ? null : before.asStopping());
    }

    @Override
    public void targetReady(Target target, String address) {
        follower().targetReady(target, address);
    }

    @Override
    public void targetTrouble(Target target, String reason) {
        follower().targetTrouble(target, reason);
        show();
    }

    @Override
    public void turnStarted(Turn turn) {
        follower().turnStarted(turn);
        show();
    }

    @Override
    public void progressed(TurnProgress progress) {
        follower().progressed(progress);
        show();
    }

    @Override
    public void turnEnded(Turn turn) {
        follower().turnEnded(turn);
        show();
    }

    @Override
    public void note(String text) {
        follower().note(text);
    }

    @Override
    public boolean followsCauses() {
        return follower().followsCauses();
    }

    @Override
    public void causeSoFar(Target target, Optional<CauseSoFar> cause) {
        follower().causeSoFar(target, cause);
        show();
    }

    private RunListener follower() {
        RunListener lines = plain;
        return lines == null ? followers : lines;
    }

    private void run() {
        try {
            Optional<Tty> found = terminal.get();
            if (found.isPresent()) {
                drawOn(found.get());
                return;
            }
        } catch (IOException | IOError gone) {
            // Nobody sees it; the run goes on.
            write("\n");
        } catch (RuntimeException broken) {
            write("\n");
            tell("the screen broke, lines go on: " + broken);
        }
        goOnInLines();
    }

    /** What was told by now is not lost, and comes before what is told from now on. */
    private void goOnInLines() {
        do {
            inbox.takeNews().forEach(line -> write(line + "\n"));
        } while (!inbox.endWithoutNews(() -> plain = new TerminalProgress(out, style)));
    }

    private void drawOn(Tty tty) throws IOException {
        ScreenFrame frame = new ScreenFrame(tty.codes());
        try {
            tty.watch(inbox::resized, inbox::resumed);
            tty.listen(quit);
            while (inbox.awaitChange()) {
                draw(tty, frame);
            }
            write(frame.of(inbox.takeNews(), List.of(), columns));
        } finally {
            tty.restore();
        }
    }

    private void draw(Tty tty, ScreenFrame frame) throws IOException {
        ScreenInbox.Change change = inbox.take();
        if (change.resumed()) {
            frame.forget();
            tty.listen(quit);
        }
        if (change.resized()) {
            measure(tty);
        }
        boolean shown = change.state() != null && Foreground.is();
        Screen screen = new Screen(new ScreenStyle(style.colour() && tty.hasColours(), unicode));
        // Before news are taken: what cannot be drawn must not take them along.
        List<String> lines = shown ? screen.lines(change.state(), columns, rows) : List.of();
        write(frame.of(inbox.takeNews(), lines, columns));
    }

    private void measure(Tty tty) {
        Size size = tty.size();
        columns = size.getColumns() > 0 ? size.getColumns() : style.columns();
        rows = size.getRows() > 0 ? size.getRows() : USUAL_ROWS;
    }

    private void write(String text) {
        out.print(text);
        out.flush();
    }

    /** The screen goes, news stay; a terminal that takes nothing now is left to the {@link TtyKeeper}. */
    @Override
    public void close() {
        inbox.close();
        try {
            thread.join(MOST_END_MS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        TerminalProgress lines = plain;
        if (lines != null) {
            lines.close();
        }
    }
}
