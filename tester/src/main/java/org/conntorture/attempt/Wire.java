package org.conntorture.attempt;

import java.net.InetSocketAddress;

/**
 * What carries a worker's connections, one after the other, on the worker's event loop. It tells its {@link AttemptMachine}
 * what comes of it, perhaps within the call: connected, secured, sent, received, closed by the server, failed, closed. From
 * {@link #hangUp} on it tells of nothing but that it has closed; then the next connection may be opened, perhaps within that.
 */
interface Wire {
    /** Opens a socket; throws RuntimeException where there is none. */
    void open();

    /**
     * Begins to connect it, and sends {@code first} as soon as it is connected and, where that is asked for, secure.
     *
     * @param source the local end to bind, or null for the kernel's choice
     * @param first may be null, which is sent at once
     */
    void connect(InetSocketAddress source, SharedBytes first);

    /** Sends a further request, after the reply to the one before. */
    void send(SharedBytes bytes);

    /** Whether the kernel has taken all that was to be sent. */
    boolean hasSentAll();

    /** Sends a FIN, and goes on receiving. */
    void shutOutput();

    /** Closes the socket, if there is one; tells in any case. */
    void hangUp();

    /** The local end, also while it is connecting; null where none was assigned or asked for. */
    InetSocketAddress localEnd();

    /** Packets sent again so far, or {@link org.conntorture.outcome.Attempt#UNKNOWN}. */
    int retransmits();
}
