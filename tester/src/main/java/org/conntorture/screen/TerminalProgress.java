package org.conntorture.screen;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.conntorture.plan.Origin;
import org.conntorture.plan.Target;
import org.conntorture.result.Turn;
import org.conntorture.result.TurnProgress;

/**
 * Tells a person how a run goes: on a terminal one line a turn, redrawn in place; elsewhere plain occasional lines.
 * Called by the run on its own thread, and only there.
 */
public final class TerminalProgress implements Progress {
    private static final String ERASE_LINE = "\r\u001b[2K";
    private static final String RED = "\u001b[31m";
    private static final String DEFAULT_COLOUR = "\u001b[0m";
    private static final long PLAIN_INTERVAL_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long NEWS_INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);

    private final PrintStream out;
    private final ProgressStyle style;
    private final Map<String, FailureNews> newsByTarget = new HashMap<>();
    private TurnProgress last;
    private long turnStartNs;
    private long turnAttempts;
    private long lastPlainNs;
    private boolean lineIsLive;

    public TerminalProgress(PrintStream out, ProgressStyle style) {
        this.out = out;
        this.style = style;
    }

    @Override
    public void targetReady(Target target, String address) {
        tell(target.name() + (target.origin() instanceof Origin.Address ? " at " : " is ready at ") + address);
    }

    @Override
    public void targetTrouble(Target target, String reason) {
        line(red(target.name() + ": ") + reason);
    }

    @Override
    public void note(String text) {
        tell(text);
    }

    @Override
    public void turnStarted(Turn turn) {
        last = null;
        news(turn).turnStarted();
        if (!style.terminal()) {
            tell(ProgressLine.name(turn) + "  turn " + turn.index() + " of " + turn.turns() + " starts");
        }
    }

    @Override
    public void progressed(TurnProgress progress) {
        if (last == null) {
            turnStartNs = progress.block().startNs();
            lastPlainNs = turnStartNs;
            turnAttempts = 0;
        }
        last = progress;
        turnAttempts += progress.block().attempts();
        String news = news(progress.turn()).after(progress.block());
        if (!news.isEmpty()) {
            line(red(ProgressLine.name(progress.turn()) + "  ") + news);
        }
        if (style.terminal()) {
            redraw(progress);
        } else {
            tellNowAndThen(progress);
        }
    }

    @Override
    public void turnEnded(Turn turn) {
        if (last == null) {
            tell(ProgressLine.name(turn) + "  turn " + turn.index() + " of " + turn.turns()
                    + " ended without an attempt");
        } else {
            tell(coloured(last, turnRate()));
        }
        last = null;
    }

    /** Leaves the cursor at the start of a line, whatever was under way. */
    @Override
    public void close() {
        eraseLive();
        out.flush();
    }

    private void redraw(TurnProgress progress) {
        if (!style.quiet()) {
            out.print(ERASE_LINE + coloured(progress, progress.ratePerSecond()));
            out.flush();
            lineIsLive = true;
        }
    }

    private void tellNowAndThen(TurnProgress progress) {
        long nowNs = endNs(progress);
        if (nowNs - lastPlainNs >= PLAIN_INTERVAL_NS) {
            lastPlainNs = nowNs;
            tell(coloured(progress, progress.ratePerSecond()));
        }
    }

    /** Of the whole turn: its last block, mostly drain, would say nothing. */
    private double turnRate() {
        return turnAttempts * 1e9 / Math.max(1, endNs(last) - turnStartNs);
    }

    private static long endNs(TurnProgress progress) {
        return progress.block().startNs() + progress.block().durationNs();
    }

    private void tell(String text) {
        if (!style.quiet()) {
            line(text);
        }
    }

    /** A PrintStream swallows what a closed terminal throws, so the run goes on unseen. */
    private void line(String text) {
        eraseLive();
        out.println(text);
        out.flush();
    }

    private void eraseLive() {
        if (lineIsLive) {
            out.print(ERASE_LINE);
            lineIsLive = false;
        }
    }

    private String coloured(TurnProgress progress, double ratePerSecond) {
        // One column is left free: some terminals wrap when the last one is written.
        String line = ProgressLine.of(progress, ratePerSecond, style.columns() - 1);
        String failed = ProgressLine.failed(progress);
        boolean bad = progress.judgedFailures() + progress.testerFailures() > 0;
        return bad ? line.replace("  " + failed, "  " + red(failed)) : line;
    }

    private String red(String text) {
        return style.terminal() && style.colour() ? RED + text + DEFAULT_COLOUR : text;
    }

    private FailureNews news(Turn turn) {
        long intervalNs = style.terminal() ? NEWS_INTERVAL_NS : PLAIN_INTERVAL_NS;
        return newsByTarget.computeIfAbsent(turn.target().name(), name -> new FailureNews(intervalNs));
    }
}
