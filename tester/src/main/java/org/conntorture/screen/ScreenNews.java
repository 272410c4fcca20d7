package org.conntorture.screen;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.conntorture.plan.Origin;
import org.conntorture.plan.Target;
import org.conntorture.result.RunListener;
import org.conntorture.result.Turn;
import org.conntorture.result.TurnProgress;

/** What is told in lines that stay, beside a screen that shows the rest; on the run's thread. */
final class ScreenNews implements RunListener {
    private static final long INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);

    private final Consumer<String> told;
    private final ScreenStyle style;
    private final int columns;
    private final Map<String, FailureNews> newsByTarget = new HashMap<>();
    private TurnProgress last;
    private long attemptsOfTurn;
    private long turnNs;

    /** @param columns that a line about a whole turn may have */
    ScreenNews(ScreenStyle style, int columns, Consumer<String> told) {
        this.columns = columns;
        this.style = style;
        this.told = told;
    }

    @Override
    public void targetReady(Target target, String address) {
        told.accept(target.name() + (target.origin() instanceof Origin.Address ? " at " : " is ready at ") + address);
    }

    @Override
    public void targetTrouble(Target target, String reason) {
        told.accept(red(target.name() + ": ") + reason);
    }

    @Override
    public void note(String text) {
        told.accept(text);
    }

    @Override
    public void turnStarted(Turn turn) {
        last = null;
        attemptsOfTurn = 0;
        turnNs = 0;
        news(turn).turnStarted();
    }

    @Override
    public void progressed(TurnProgress progress) {
        last = progress;
        attemptsOfTurn += progress.block().attempts();
        turnNs += progress.block().durationNs();
        String news = news(progress.turn()).after(progress.block());
        if (!news.isEmpty()) {
            told.accept(red(ProgressLine.name(progress.turn()) + "  ") + news);
        }
    }

    @Override
    public void turnEnded(Turn turn) {
        if (last == null) {
            told.accept(ProgressLine.name(turn) + "  ended without an attempt");
        } else {
            String line = ProgressLine.of(last, turnNs == 0 ? 0 : attemptsOfTurn * 1e9 / turnNs, columns);
            String failed = ProgressLine.failed(last);
            boolean bad = last.judgedFailures() + last.testerFailures() > 0;
            told.accept(bad ? line.replace("  " + failed, "  " + red(failed)) : line);
        }
    }

    private String red(String text) {
        return style.colour() ? "\u001b[" + ScreenLine.RED + "m" + text + "\u001b[0m" : text;
    }

    private FailureNews news(Turn turn) {
        return newsByTarget.computeIfAbsent(turn.target().name(), name -> new FailureNews(INTERVAL_NS));
    }
}
