package org.conntorture.run;

import java.util.concurrent.CompletableFuture;

/** A wish to end the run early, from a signal; any thread may ask, the run looks. */
public final class Interruption {
    private final CompletableFuture<Void> requested = new CompletableFuture<>();

    public void request() {
        requested.complete(null);
    }

    public boolean isRequested() {
        return requested.isDone();
    }

    /** Completes when asked for. */
    CompletableFuture<Void> whenRequested() {
        return requested;
    }
}
