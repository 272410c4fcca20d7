package org.conntorture.run;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A wish to end the run early, from a signal; any thread may ask, the run looks. */
public final class Interruption {
    private final CompletableFuture<Void> requested = new CompletableFuture<>();

    public void request() {
        requested.complete(null);
    }

    public boolean isRequested() {
        return requested.isDone();
    }

    /** Returns after so many milliseconds, or at once when asked for. */
    void await(long ms) throws InterruptedException {
        try {
            requested.get(ms, TimeUnit.MILLISECONDS);
        } catch (TimeoutException usual) {
            return;
        } catch (ExecutionException unexpected) {
            throw new IllegalStateException("the interruption failed", unexpected);
        }
    }

    /** Completes when asked for. */
    CompletableFuture<Void> whenRequested() {
        return requested;
    }
}
