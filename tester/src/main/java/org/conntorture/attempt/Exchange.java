package org.conntorture.attempt;

import io.netty.buffer.ByteBuf;
import org.conntorture.outcome.Attempt;

/**
 * What is said on a connection: the seam for protocols. One instance belongs to one worker and is begun anew for each
 * exchange, on the worker's event loop; it gets bytes, whatever carries them.
 */
interface Exchange {
    /** Starts over: on a new connection, or after a reply that was complete and {@link #leavesOpen} on the same. */
    void begin();

    /** What to send; null for nothing. @param last on this connection */
    SharedBytes request(boolean last);

    /** Whether the attempt waits for a reply, or is over once its request is sent. */
    boolean expectsReply();

    /** Whether a FIN follows the request, and the reply ends with the server's. */
    default boolean endsByEof() {
        return false;
    }

    /**
     * Takes what was received, which is the caller's again afterwards.
     *
     * @return whether the exchange is over: the reply is complete, or {@code attempt} was failed
     */
    boolean received(ByteBuf bytes, Attempt attempt);

    /** Whether the server takes a further request on the connection, as far as its reply tells. */
    default boolean leavesOpen() {
        return true;
    }

    /**
     * The server closed before the exchange was over.
     *
     * @return whether that completes the reply; else {@code attempt} was failed
     */
    boolean closedByServer(Attempt attempt);

    /** Whether any byte of the reply has come. */
    boolean replyBegun();
}
