package org.conntorture.screen;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What waits to be drawn: the newest state, news, and what befell the terminal. Any thread leaves it here and goes on; the
 * drawing thread takes it. Its lock is never held while something is written.
 */
final class ScreenInbox {
    /** What a terminal that takes nothing leaves untold; the oldest go first. */
    private static final int MOST_PENDING_NEWS = 1000;

    private final Deque<String> news = new ArrayDeque<>();
    private ScreenState newest;
    private boolean changed;
    private boolean resized = true;
    private boolean resumed;
    private boolean closed;
    private boolean ended;

    /**
     * @param state null before the first
     * @param resized the terminal's size may have changed
     * @param resumed this job has come to the fore again
     */
    record Change(ScreenState state, boolean resized, boolean resumed) {}

    /** Answers whether it will be taken: not any more after {@link #endWithoutNews}. */
    synchronized boolean tell(String line) {
        if (ended) {
            return false;
        }
        if (news.size() == MOST_PENDING_NEWS) {
            news.removeFirst();
        }
        news.addLast(line);
        wake();
        return true;
    }

    /** @param next makes the newest state of the one before, which is null at first */
    synchronized void show(UnaryOperator<ScreenState> next) {
        newest = next.apply(newest);
        wake();
    }

    synchronized void resized() {
        resized = true;
        wake();
    }

    synchronized void resumed() {
        resumed = true;
        resized();
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    private void wake() {
        changed = true;
        notifyAll();
    }

    /** Whether there is something to draw; false once it is closed. */
    synchronized boolean awaitChange() {
        while (!changed && !closed) {
            try {
                wait();
            } catch (InterruptedException neverAsked) {
                return false;
            }
        }
        changed = false;
        return !closed;
    }

    synchronized Change take() {
        Change change = new Change(newest, resized, resumed);
        resized = false;
        resumed = false;
        return change;
    }

    synchronized List<String> takeNews() {
        List<String> taken = new ArrayList<>(news);
        news.clear();
        return taken;
    }

    /** Takes no more once all news are taken, and then runs {@code end}; answers whether that is so. */
    synchronized boolean endWithoutNews(Runnable end) {
        ended = news.isEmpty();
        if (ended) {
            end.run();
        }
        return ended;
    }
}
