package org.conntorture.attempt;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelPipeline;
import org.conntorture.outcome.Attempt;

/**
 * What is said on a connection: the seam for protocols. One instance belongs to one worker and is begun anew for each
 * of its connections, on the worker's event loop.
 */
public interface Exchange {
    /** Starts over for a new connection. */
    void begin();

    /** Puts what it needs before the handler of a new channel. */
    default void addCodec(ChannelPipeline pipeline) {}

    /**
     * Starts over on the same connection, after a reply that was complete and {@link #leavesOpen}.
     *
     * @throws IllegalStateException where the plan should not have allowed a second exchange
     */
    default void repeat() {
        throw new IllegalStateException("one exchange is all there is");
    }

    /** What to write once connected, to be released by the write; null for nothing. @param last on this connection */
    ByteBuf request(boolean last);

    /** Whether the attempt waits for a reply, or is over once its request is written. */
    boolean expectsReply();

    /** Whether a FIN follows the request, and the reply ends with the server's. */
    default boolean endsByEof() {
        return false;
    }

    /**
     * Takes what was read, which the caller releases.
     *
     * @return whether the exchange is over: the reply is complete, or {@code attempt} was failed
     */
    boolean received(Object message, Attempt attempt);

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
