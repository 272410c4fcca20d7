package org.conntorture.attempt;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.conntorture.outcome.Attempt;
import org.conntorture.outcome.Errno;
import org.conntorture.outcome.FailureKind;

/**
 * HTTP/1.1 requests, the last with {@code Connection: close}; each reply must parse, end, and have the expected status. The
 * library's decoder stands in a channel without a socket and serves one reply after the other, on any connection, as long as
 * each ends where what was received does.
 */
final class HttpExchange implements Exchange {

    private final SharedBytes request;
    private final SharedBytes lastRequest;
    private final boolean bodiless;
    private final int expectedStatus;
    private ReplyDecoder decoder;
    private EmbeddedChannel decoding;
    /** Whether what it decodes next is the first of a reply. */
    private boolean fresh;

    private boolean begun;
    private boolean interim;
    private boolean leavesOpen;

    /** @param bodiless whether replies have no body whatever their headers say, as those to HEAD */
    HttpExchange(SharedBytes request, SharedBytes lastRequest, boolean bodiless, int expectedStatus) {
        this.request = request;
        this.lastRequest = lastRequest;
        this.bodiless = bodiless;
        this.expectedStatus = expectedStatus;
    }

    @Override
    public void begin() {
        begun = false;
        if (!fresh) {
            decoder = new ReplyDecoder(bodiless);
            decoding = new EmbeddedChannel(decoder);
            fresh = true;
        }
    }

    @Override
    public SharedBytes request(boolean last) {
        return last ? lastRequest : request;
    }

    @Override
    public boolean expectsReply() {
        return true;
    }

    @Override
    public boolean received(ByteBuf bytes, Attempt attempt) {
        fresh = false;
        // A copy, as the decoder may keep a part of it until more has come.
        decoding.writeInbound(Unpooled.copiedBuffer(bytes));
        return takeDecoded(attempt);
    }

    /** Whether what was decoded ends the reply, or fails the attempt; what comes behind that is nobody's. */
    private boolean takeDecoded(Attempt attempt) {
        boolean over = false;
        boolean more = false;
        for (Object part = decoding.readInbound(); part != null; part = decoding.readInbound()) {
            more = over;
            over = over || take((HttpObject) part, attempt);
            ReferenceCountUtil.release(part);
        }
        fresh = over && !more && attempt.failure == null && decoder.isEmpty();
        return over;
    }

    private boolean take(HttpObject part, Attempt attempt) {
        begun = true;
        if (part.decoderResult().isFailure()) {
            failParsing(part.decoderResult().cause(), attempt);
            return true;
        }
        if (part instanceof HttpResponse response) {
            interim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
            if (!interim && !begins(response, attempt)) {
                return true;
            }
        }
        return part instanceof LastHttpContent && !interim;
    }

    private static void failParsing(Throwable cause, Attempt attempt) {
        boolean cut = cause instanceof PrematureChannelClosureException;
        attempt.fail(
                cut ? FailureKind.SHORT_REPLY : FailureKind.WRONG_REPLY,
                Errno.NONE,
                cut ? "closed within the head of the reply" : "not HTTP: " + cause.getMessage());
    }

    /** Takes the head of the reply; whether its status is the expected one. */
    private boolean begins(HttpResponse response, Attempt attempt) {
        attempt.firstByteNs = System.nanoTime();
        leavesOpen = HttpUtil.isKeepAlive(response);
        int status = response.status().code();
        attempt.status = status;
        if (status == expectedStatus) {
            return true;
        }
        attempt.fail(FailureKind.ofStatus(status), Errno.NONE, "status " + status + " instead of " + expectedStatus);
        return false;
    }

    @Override
    public boolean leavesOpen() {
        return leavesOpen;
    }

    @Override
    public boolean closedByServer(Attempt attempt) {
        decoding.finish();
        boolean over = takeDecoded(attempt);
        fresh = false;
        leavesOpen = false;
        if (!over) {
            attempt.fail(begun ? FailureKind.SHORT_REPLY : FailureKind.CLOSED_WITHOUT_REPLY, Errno.NONE, null);
        }
        return over && attempt.failure == null;
    }

    @Override
    public boolean replyBegun() {
        return begun;
    }

    /** Told whether replies have bodies. */
    private static final class ReplyDecoder extends HttpResponseDecoder {
        private final boolean bodiless;

        ReplyDecoder(boolean bodiless) {
            this.bodiless = bodiless;
        }

        @Override
        protected boolean isContentAlwaysEmpty(HttpMessage message) {
            return bodiless || super.isContentAlwaysEmpty(message);
        }

        /** Whether it was given no more than the replies that it has told of. */
        boolean isEmpty() {
            return actualReadableBytes() == 0;
        }
    }
}
