package org.conntorture.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.conntorture.outcome.Attempt;
import org.conntorture.outcome.Errno;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;
import org.conntorture.plan.CloseMode;
import org.conntorture.plan.Payload;
import org.conntorture.plan.Workload;
import org.conntorture.support.LoadSketch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the machine asks of a wire, and what it makes of what the wire tells; the wire is a list. */
class AttemptMachineTest {
    private static final InetSocketAddress REMOTE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 8085);

    private final Attempt attempt = new Attempt();
    /** What was asked of the wire and told to the owner. */
    private final List<String> asked = new ArrayList<>();

    /** What is to be done after a look at what has come. */
    private final List<Runnable> later = new ArrayList<>();

    private final ListedWire wire = new ListedWire();
    private final LoadSketch load = new LoadSketch();
    private boolean selfConnectPossible;
    private AttemptMachine machine;

    {
        load.workload(Workload.Kind.ECHO, Payload.ofText("hello"));
    }

    private final class ListedWire implements Wire {
        private RuntimeException noSocket;
        private boolean sentAll = true;
        private InetSocketAddress localEnd = new InetSocketAddress("127.0.0.1", 40_000);

        @Override
        public void open() {
            asked.add("open");
            if (noSocket != null) {
                throw noSocket;
            }
        }

        @Override
        public void connect(InetSocketAddress source, SharedBytes first) {
            asked.add("connect" + (source == null ? "" : " from " + source.getPort()) + " " + text(first));
        }

        @Override
        public void send(SharedBytes bytes) {
            asked.add("send " + text(bytes));
        }

        @Override
        public boolean hasSentAll() {
            return sentAll;
        }

        @Override
        public void shutOutput() {
            asked.add("shutOutput");
        }

        @Override
        public void hangUp() {
            asked.add("hangUp");
        }

        @Override
        public InetSocketAddress localEnd() {
            return localEnd;
        }

        @Override
        public int retransmits() {
            return 2;
        }
    }

    private static String text(SharedBytes bytes) {
        return bytes == null
                ? "nothing"
                : bytes.buffer().toString(StandardCharsets.US_ASCII).split(" ")[0];
    }

    private final class ListedOwner implements ConnectionOwner {
        @Override
        public void awaits() {
            asked.add("awaits " + attempt.phase);
        }

        @Override
        public void replied() {
            asked.add("replied");
        }

        @Override
        public void ended() {
            asked.add("ended");
        }
    }

    private final class ListedWires implements Wires {
        @Override
        public Wire newWire(AttemptMachine of) {
            return wire;
        }

        @Override
        public void later(Runnable step, long delayMs) {
            later.add(step);
        }

        @Override
        public void endWhatIsOver() {
            // Nothing waits.
        }

        @Override
        public void close() {
            // Nothing is shared.
        }
    }

    /** Opens, connects and forgets what was asked for that. */
    private void connected() {
        open();
        machine.connected(attempt.openNs + 1);
        asked.clear();
    }

    private void open() {
        Connector connector = new Connector(Transport.NIO, null, REMOTE, load.build(), 0, selfConnectPossible);
        machine = new AttemptMachine(connector, new ListedWires(), new ListedOwner(), attempt);
        attempt.begin(1, 0, System.nanoTime(), false);
        machine.open();
    }

    private void received(String text) {
        machine.received(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }

    @Test
    void shouldSayOneThingHearItAndHangUp() {
        open();
        machine.connected(attempt.openNs + 1);
        machine.sent();
        received("hel");
        received("lo");
        machine.closed(attempt.openNs + 9);

        assertThat(asked).containsExactly("open", "connect hello", "awaits READ", "hangUp", "ended");
        assertThat(attempt.failure).isNull();
        assertThat(attempt.phase).isEqualTo(Phase.CLOSE);
        assertThat(attempt.endedNs).isEqualTo(attempt.openNs + 9);
    }

    @Test
    void shouldHangUpOnceAllIsSentWhereNoReplyIsExpected() {
        load.workload(Workload.Kind.CLOSE, Payload.ofText("bye"));
        connected();
        received("whatever");

        assertThat(attempt.phase).isEqualTo(Phase.WRITE);
        assertThat(machine.awaitsSent()).isTrue();
        machine.sent();
        assertThat(asked).containsExactly("hangUp");
    }

    @Test
    void shouldHoldBeforeTheLastOfItsExchanges() {
        load.closeMode = CloseMode.KEEP;
        load.requestsPerConnection = 2;
        connected();
        received("hello");
        received("hello");
        machine.timeOut();
        received("hello");

        assertThat(asked)
                .containsExactly(
                        "replied",
                        "awaits READ",
                        "send hello",
                        "replied",
                        "awaits IDLE",
                        "awaits READ",
                        "send hello",
                        "hangUp");
        assertThat(attempt.replies).isEqualTo(3);
    }

    @Test
    void shouldWaitForTheServersCloseAfterItsOwn() {
        load.closeMode = CloseMode.HALF_CLOSE;
        connected();
        received("hello");
        machine.closedByServer();

        assertThat(asked).containsExactly("awaits CLOSE", "shutOutput", "hangUp");
        assertThat(attempt.closingNs).isNotZero();
    }

    @Test
    void shouldNotWaitForACloseThatEndedTheReply() {
        load.closeMode = CloseMode.SERVER;
        http();
        connected();
        received("HTTP/1.1 200 OK\r\n\r\nuntil close");
        machine.closedByServer();

        assertThat(asked).containsExactly("hangUp");
        assertThat(attempt.failure).isNull();
    }

    @Test
    void shouldFailAReplyThatEndsAConnectionToBeKept() {
        load.closeMode = CloseMode.KEEP;
        http();
        connected();
        received("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");

        assertThat(asked).containsExactly("hangUp");
        assertThat(attempt.failure).isEqualTo(FailureKind.WRONG_REPLY);
    }

    @Test
    void shouldTakeAReplyThatEndsTheConnectionAsItsLast() {
        load.requestsPerConnection = 3;
        http();
        connected();
        received("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");

        assertThat(asked).containsExactly("hangUp");
        assertThat(attempt.failure).isNull();
        assertThat(attempt.replies).isEqualTo(1);
    }

    private void http() {
        load.request("/", 200);
    }

    @Test
    void shouldShutItsSideOnceAllIsSentAndReadUntilTheServerCloses() {
        load.workload(Workload.Kind.EOF, Payload.ofText("all"));
        connected();
        machine.sent();
        received("some");
        machine.closedByServer();

        assertThat(asked).containsExactly("shutOutput", "hangUp");
        assertThat(attempt.failure).isNull();
    }

    @Test
    void shouldFailAServerThatClosesBeforeItHasAll() {
        load.workload(Workload.Kind.EOF, Payload.ofText("all"));
        connected();
        machine.closedByServer();

        assertThat(attempt.failure).isEqualTo(FailureKind.CLOSED_WITHOUT_REPLY);
        assertThat(attempt.detail).isEqualTo("closed before it had the whole payload");
    }

    /** What has come of the reply, whether all was sent; what the time-out then says. */
    @ParameterizedTest
    @CsvSource({
        "'',   true,  NO_REPLY",
        "'',   false, WRITE_TIMEOUT",
        "hel,  true,  INCOMPLETE_REPLY",
        "hel,  false, INCOMPLETE_REPLY",
    })
    void shouldReadATimeOutByWhatWasSaid(String reply, boolean sentAll, FailureKind expected) {
        wire.sentAll = sentAll;
        connected();
        if (!reply.isEmpty()) {
            received(reply);
        }
        machine.timeOut();
        machine.timeOut();

        assertThat(attempt.failure).isEqualTo(expected);
        assertThat(attempt.source).isEqualTo(wire.localEnd);
        assertThat(attempt.retransmits).isEqualTo(2);
        assertThat(asked).containsExactly("hangUp");
    }

    @Test
    void shouldReadATimeOutByItsPhase() {
        open();
        machine.timeOut();
        assertThat(attempt.failure).isEqualTo(FailureKind.CONNECT_TIMEOUT);

        load.closeMode = CloseMode.SERVER;
        connected();
        received("hello");
        machine.timeOut();
        assertThat(attempt.failure).isEqualTo(FailureKind.CLOSE_TIMEOUT);
    }

    @Test
    void shouldFailInTheOpenPhaseWithoutASocket() {
        wire.noSocket = new IllegalStateException("Too many open files");
        open();

        assertThat(asked).containsExactly("open", "hangUp");
        assertThat(attempt.phase).isEqualTo(Phase.OPEN);
        assertThat(attempt.failure).isEqualTo(FailureKind.DESCRIPTORS_EXHAUSTED);
    }

    @Test
    void shouldFailAConnectionToItself() {
        selfConnectPossible = true;
        wire.localEnd = REMOTE;
        open();
        machine.connected(attempt.openNs + 1);

        assertThat(asked).containsExactly("open", "connect hello", "hangUp");
        assertThat(attempt.failure).isEqualTo(FailureKind.SELF_CONNECT);
    }

    @Test
    void shouldTryTheNextSourceAfterALookAtWhatHasCome() {
        openFromTakenSource();
        machine.closed(0);
        assertThat(asked).containsExactly("open", "connect from 20000 hello", "hangUp");

        later.forEach(Runnable::run);
        assertThat(asked).endsWith("open", "connect from 20001 hello");
        machine.failed(new ConnectException("Connection refused"));
        machine.closed(0);
        assertThat(asked).endsWith("hangUp", "ended");
        assertThat(attempt.errno).isEqualTo(Errno.ECONNREFUSED);
    }

    @Test
    void shouldFailInTheOpenPhaseWithoutASocketForTheNextSource() {
        openFromTakenSource();
        machine.closed(0);
        wire.noSocket = new IllegalStateException("Too many open files");
        later.forEach(Runnable::run);

        assertThat(attempt.phase).isEqualTo(Phase.OPEN);
        assertThat(attempt.failure).isEqualTo(FailureKind.DESCRIPTORS_EXHAUSTED);
    }

    /** Whether the source that is taken is closed when the time-out comes. */
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void shouldTimeOutBetweenTwoSources(boolean closed) {
        openFromTakenSource();
        if (closed) {
            machine.closed(0);
        }
        machine.timeOut();
        machine.closed(0);
        later.forEach(Runnable::run);

        assertThat(attempt.failure).isEqualTo(FailureKind.CONNECT_TIMEOUT);
        assertThat(asked).filteredOn("open"::equals).hasSize(1);
        assertThat(asked).endsWith("hangUp", "ended");
    }

    private void openFromTakenSource() {
        load.sourcePorts(20_000, 20_001);
        open();
        machine.failed(new ConnectException("Cannot assign requested address"));
        assertThat(attempt.failure).isNull();
    }

    @Test
    void shouldFailWithAnExchangeThatThrows() {
        connected();
        machine.received(null);

        assertThat(attempt.failure).isEqualTo(FailureKind.INTERNAL_ERROR);
        assertThat(asked).containsExactly("hangUp");
    }

    @Test
    void shouldAbandonOnce() {
        connected();
        machine.abandon();
        machine.abandon();
        machine.closed(0);

        assertThat(asked).containsExactly("hangUp", "ended");
        assertThat(attempt.failure).isNull();
    }
}
