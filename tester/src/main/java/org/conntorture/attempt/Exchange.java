package org.conntorture.attempt;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelPipeline;
import org.conntorture.outcome.Attempt;

/**
 * What is said on a connection: the seam for protocols. One instance belongs to one worker and is begun anew for each
 * of its connections, on the worker's event loop.
 */
public interface Exchange {
    /** Starts over for a new connection; may put codecs before the connection's own handler. */
    void begin(ChannelPipeline pipeline);

    /** What to write once connected, to be released by the write; null for nothing. */
    ByteBuf request();

    /** Whether the attempt waits for a reply, or is over once its request is written. */
    boolean expectsReply();

    /**
     * Takes what was read, which the caller releases.
     *
     * @return whether the attempt is over: the reply is complete, or {@code attempt} was failed
     */
    boolean received(Object message, Attempt attempt);

    /**
     * The server closed before the exchange was over.
     *
     * @return whether that completes the reply; else {@code attempt} was failed
     */
    boolean closedByServer(Attempt attempt);

    /** Whether any byte of the reply has come. */
    boolean replyBegun();
}
