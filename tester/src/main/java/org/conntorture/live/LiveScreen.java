package org.conntorture.live;

import java.io.IOError;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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
    /** What a terminal that takes nothing leaves untold; the oldest go first. */
    private static final int MOST_PENDING_NEWS = 1000;

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
    /** Holds all below; never held while something is written. */
    private final Object monitor = new Object();

    private final Deque<String> news = new ArrayDeque<>();
    private ScreenState newest;
    private boolean changed;
    private boolean resized = true;
    private boolean resumed;
    private boolean stopping;
    private boolean closed;
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
        synchronized (monitor) {
            if (plain == null) {
                if (news.size() == MOST_PENDING_NEWS) {
                    news.removeFirst();
                }
                news.addLast(line);
                wake();
                return;
            }
        }
        write(line + "\n");
    }

    private void show() {
        synchronized (monitor) {
            newest = scoreboard.state(stopping);
            wake();
        }
    }

    private void wake() {
        changed = true;
        monitor.notifyAll();
    }

    @Override
    public void stopping() {
        synchronized (monitor) {
            stopping = true;
            newest = newest == null ? null : newest.asStopping();
            wake();
        }
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
        while (true) {
            takeNews().forEach(line -> write(line + "\n"));
            synchronized (monitor) {
                if (news.isEmpty()) {
                    plain = new TerminalProgress(out, style);
                    return;
                }
            }
        }
    }

    private void drawOn(Tty tty) throws IOException {
        ScreenFrame frame = new ScreenFrame(tty.codes());
        try {
            tty.watch(this::resized, this::resumed);
            tty.listen(quit);
            while (awaitChange()) {
                draw(tty, frame);
            }
            write(frame.of(takeNews(), List.of(), columns));
        } finally {
            tty.restore();
        }
    }

    private void resized() {
        synchronized (monitor) {
            resized = true;
            wake();
        }
    }

    private void resumed() {
        synchronized (monitor) {
            resumed = true;
            resized = true;
            wake();
        }
    }

    /** Whether there is something to draw; false once the screen is closed. */
    private boolean awaitChange() {
        synchronized (monitor) {
            while (!changed && !closed) {
                try {
                    monitor.wait();
                } catch (InterruptedException neverAsked) {
                    return false;
                }
            }
            changed = false;
            return !closed;
        }
    }

    private void draw(Tty tty, ScreenFrame frame) throws IOException {
        boolean again;
        boolean asked;
        ScreenState state;
        synchronized (monitor) {
            again = resumed;
            asked = resized;
            state = newest;
            resumed = false;
            resized = false;
        }
        if (again) {
            frame.forget();
            tty.listen(quit);
        }
        if (asked) {
            measure(tty);
        }
        boolean shown = state != null && Foreground.is();
        Screen screen = new Screen(new ScreenStyle(style.colour() && tty.hasColours(), unicode));
        // Before news are taken: what cannot be drawn must not take them along.
        List<String> lines = shown ? screen.lines(state, columns, rows) : List.of();
        write(frame.of(takeNews(), lines, columns));
    }

    private void measure(Tty tty) {
        Size size = tty.size();
        columns = size.getColumns() > 0 ? size.getColumns() : style.columns();
        rows = size.getRows() > 0 ? size.getRows() : USUAL_ROWS;
    }

    private List<String> takeNews() {
        synchronized (monitor) {
            List<String> taken = new ArrayList<>(news);
            news.clear();
            return taken;
        }
    }

    private void write(String text) {
        out.print(text);
        out.flush();
    }

    /** The screen goes, news stay; a terminal that takes nothing now is left to the {@link TtyKeeper}. */
    @Override
    public void close() {
        synchronized (monitor) {
            closed = true;
            monitor.notifyAll();
        }
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
