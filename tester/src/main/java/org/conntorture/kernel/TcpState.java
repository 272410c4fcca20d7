package org.conntorture.kernel;

import java.util.Optional;

/** States of a TCP socket with the kernel's numbers, of include/net/tcp_states.h. */
public enum TcpState {
    ESTABLISHED(1),
    SYN_SENT(2),
    SYN_RECV(3),
    FIN_WAIT1(4),
    FIN_WAIT2(5),
    TIME_WAIT(6),
    CLOSE(7),
    CLOSE_WAIT(8),
    LAST_ACK(9),
    LISTEN(10),
    CLOSING(11),
    /** A request without a socket yet; the tables show it as SYN_RECV. */
    NEW_SYN_RECV(12),
    BOUND_INACTIVE(13);

    private static final TcpState[] STATES = values();

    private final int number;

    TcpState(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** Unknown for a number that this list does not have. */
    public static Optional<TcpState> of(int number) {
        return number >= 1 && number <= STATES.length ? Optional.of(STATES[number - 1]) : Optional.empty();
    }

    /** Whether the peer's FIN was received, which takes a sequence number as a byte does. */
    boolean hasReceivedFin() {
        return this == CLOSE_WAIT || this == LAST_ACK || this == CLOSING;
    }
}
