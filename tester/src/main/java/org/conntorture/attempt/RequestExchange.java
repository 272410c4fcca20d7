package org.conntorture.attempt;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import org.conntorture.outcome.Attempt;
import org.conntorture.outcome.Errno;
import org.conntorture.outcome.FailureKind;

/** HTTP/1.1 requests, the last with {@code Connection: close}; each reply must parse, end, and have the expected status. */
final class RequestExchange implements Exchange {
    private static final int BAD_GATEWAY = 502;
    private static final int SERVICE_UNAVAILABLE = 503;
    private static final int GATEWAY_TIMEOUT = 504;

    private final ByteBuf request;
    private final ByteBuf lastRequest;
    private final boolean bodiless;
    private final int expectedStatus;
    private boolean begun;
    private boolean interim;
    private boolean keepAlive;

    /** @param bodiless whether replies have no body whatever their headers say, as those to HEAD */
    RequestExchange(ByteBuf request, ByteBuf lastRequest, boolean bodiless, int expectedStatus) {
        this.request = request;
        this.lastRequest = lastRequest;
        this.bodiless = bodiless;
        this.expectedStatus = expectedStatus;
    }

    @Override
    public void begin() {
        begun = false;
    }

    @Override
    public void addCodec(ChannelPipeline pipeline) {
        pipeline.addFirst(newDecoder());
    }

    ReplyDecoder newDecoder() {
        return new ReplyDecoder(bodiless);
    }

    @Override
    public void repeat() {
        begun = false;
    }

    @Override
    public ByteBuf request(boolean last) {
        return (last ? lastRequest : request).retainedDuplicate();
    }

    @Override
    public boolean expectsReply() {
        return true;
    }

    @Override
    public boolean received(Object message, Attempt attempt) {
        begun = true;
        HttpObject part = (HttpObject) message;
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
        keepAlive = HttpUtil.isKeepAlive(response);
        int status = response.status().code();
        attempt.status = status;
        if (status == expectedStatus) {
            return true;
        }
        FailureKind kind = switch (status) {
            case BAD_GATEWAY -> FailureKind.BAD_GATEWAY;
            case SERVICE_UNAVAILABLE -> FailureKind.SERVICE_UNAVAILABLE;
            case GATEWAY_TIMEOUT -> FailureKind.GATEWAY_TIMEOUT;
            default -> FailureKind.WRONG_STATUS;
        };
        attempt.fail(kind, Errno.NONE, "status " + status + " instead of " + expectedStatus);
        return false;
    }

    @Override
    public boolean leavesOpen() {
        return keepAlive;
    }

    @Override
    public boolean closedByServer(Attempt attempt) {
        attempt.fail(begun ? FailureKind.SHORT_REPLY : FailureKind.CLOSED_WITHOUT_REPLY, Errno.NONE, null);
        return false;
    }

    @Override
    public boolean replyBegun() {
        return begun;
    }
}
