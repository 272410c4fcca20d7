package org.conntorture.attempt;

import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponseDecoder;

/** The library's decoder of replies, told whether they have bodies. Owned by one event loop. */
final class ReplyDecoder extends HttpResponseDecoder {
    private final boolean bodiless;

    /** @param bodiless whether replies have no body whatever their headers say, as those to HEAD */
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
