package org.conntorture.attempt;

/** A worker's connections, one after the other, on its event loop: they fill its attempt and tell its owner. */
public interface Connection {
    /** Opens and connects; the attempt has begun. Ends by {@link ConnectionOwner#ended()}, perhaps within the call. */
    void open();

    /** The owner's deadline for the phase under way has passed. */
    void timeOut();

    /** Notes the local end while the attempt is open. */
    void noteSource();

    /** Closes an attempt the run has no more time for. */
    void abandon();
}
