package org.conntorture.attempt;

/** The worker behind an {@link AttemptMachine}; called on its event loop. */
public interface ConnectionOwner {
    /** What the attempt waits for now, by its phase, has just begun: a reply, the end of the hold, the server's close. */
    void awaits();

    /** A reply was complete, and a further exchange follows on the same connection. */
    void replied();

    /** The attempt is over and its socket closed: the next may be begun. */
    void ended();
}
