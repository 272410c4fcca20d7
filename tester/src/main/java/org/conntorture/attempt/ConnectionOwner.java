package org.conntorture.attempt;

/** The worker behind a {@link Connection}; called on its event loop. */
public interface ConnectionOwner {
    /** The connection stands, and its request is about to be written. */
    void connected();

    /** The attempt is over and its socket closed: the next may be begun. */
    void ended();
}
