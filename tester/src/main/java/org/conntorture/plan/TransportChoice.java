package org.conntorture.plan;

import java.util.Locale;

/**
 * Which of the kernel's interfaces carries the load; AUTO takes the first of io_uring, epoll, NIO that works here, and
 * io_uring only for {@link Load#hasOnePlainExchange}.
 */
public enum TransportChoice {
    AUTO,
    IO_URING,
    EPOLL,
    NIO;

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
