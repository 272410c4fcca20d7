package org.conntorture.screen;

import org.conntorture.result.RunListener;

/** Tells a person how a run goes, until it is closed. */
public interface Progress extends RunListener, AutoCloseable {
    /** Somebody has asked for the end of the run; any thread. */
    default void stopping() {}

    /** Leaves the terminal as it found it; any thread, more than once. */
    @Override
    void close();
}
