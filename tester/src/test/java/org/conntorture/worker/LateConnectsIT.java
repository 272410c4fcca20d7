package org.conntorture.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import org.conntorture.outcome.Errno;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;
import org.conntorture.plan.Payload;
import org.conntorture.plan.TransportChoice;
import org.conntorture.plan.Workload;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Connects that are not done when the call that begins them is back: here the accept queue is full at the first SYN. */
class LateConnectsIT extends LoadOnRealSockets {
    private static final long SECOND_SYN_NS = 900_000_000L;

    private ServerSocket listener;
    private Socket first;
    private Socket second;

    @BeforeEach
    void fillTheAcceptQueue() throws IOException {
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        first = new Socket(listener.getInetAddress(), listener.getLocalPort());
        second = new Socket(listener.getInetAddress(), listener.getLocalPort());
        load.workers = 1;
    }

    @AfterEach
    void closeAll() throws IOException {
        first.close();
        second.close();
        listener.close();
    }

    @EachTransport
    void shouldGoOnOnceTheServerAnswers(TransportChoice choice) throws Exception {
        CompletableFuture<Void> running = begin(choice);
        listener.accept().close();
        listener.accept().close();
        try (Socket late = listener.accept()) {
            late.getOutputStream().write(late.getInputStream().readNBytes(6));
            running.get();
        }

        requireLate(null);
        assertThat(seen.get(0).times().connectedNs - seen.get(0).times().openNs).isGreaterThan(SECOND_SYN_NS);
    }

    @EachTransport
    void shouldGoOnWithNothingToSend(TransportChoice choice) throws Exception {
        load.workload(Workload.Kind.CONNECT, Payload.NONE);
        CompletableFuture<Void> running = begin(choice);
        listener.accept().close();
        listener.accept().close();
        listener.accept().close();
        running.get();

        requireLate(null);
    }

    @EachTransport
    void shouldTellWhatALateAnswerRefuses(TransportChoice choice) throws Exception {
        CompletableFuture<Void> running = begin(choice);
        listener.close();
        running.get();

        requireLate(FailureKind.CONNECT_REFUSED);
        assertThat(seen.get(0).errno()).isEqualTo(Errno.ECONNREFUSED);
        assertThat(seen.get(0).phase()).isEqualTo(Phase.CONNECT);
    }

    /** Begins one attempt and returns once its first SYN has been dropped. */
    private CompletableFuture<Void> begin(TransportChoice choice) throws Exception {
        var running = start(choice, (InetSocketAddress) listener.getLocalSocketAddress(), new Budget(1, 0, 0, 0));
        // A call into the loop comes back after what that did at its start.
        eventLoop.submit(() -> {}).get();
        assertThat(running).isNotDone();
        return running;
    }

    private void requireLate(FailureKind failure) {
        assertThat(seen).hasSize(1);
        assertThat(seen.get(0).failure()).isEqualTo(failure);
        assertThat(seen.get(0).ns()).isGreaterThan(SECOND_SYN_NS);
    }
}
