package org.conntorture.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.conntorture.kernel.NetFiles;
import org.conntorture.kernel.SocketTable;
import org.conntorture.kernel.TcpState;
import org.conntorture.outcome.Phase;
import org.conntorture.record.OverdueRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sockets whose clients have closed, kept, closed late or met by a new SYN by a server in the test's own process. */
class LeaksIT {
    private static final int BYTES = 5;

    private final List<Socket> kept = new ArrayList<>();
    private ServerSocket server;
    private InetSocketAddress address;
    private TargetWatch target;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        address = (InetSocketAddress) server.getLocalSocketAddress();
        target = new TargetWatch(address, OptionalLong.empty());
    }

    @AfterEach
    void close() throws IOException {
        closeKept(kept.size());
        server.close();
    }

    @Test
    void shouldCallWhatPersistsALeakAndNoMore() throws Exception {
        target.begin();
        List<Integer> ports = leave(6);
        target.end();
        target.settle();
        closeKept(2);
        kept.get(0).getInputStream().readNBytes(BYTES);
        leave(3);
        target.confirmLeaks();

        LeakEvidence leak = leak(target);
        assertThat(leak.before()).isZero();
        assertThat(leak.after())
                .as("the first two were closed, the last three came too late")
                .isEqualTo(4);
        assertThat(leak.reset()).isZero();
        assertThat(leak.grown()).isEqualTo(4);
        assertThat(leak.unread()).isEqualTo(3);
        assertThat(leak.unreadBytes()).isEqualTo(3 * BYTES);
        assertThat(leak.remotePorts())
                .containsExactlyElementsOf(ports.subList(2, 6).stream().sorted().toList());
        assertThat(leak.owners()).hasSize(1).containsValue(4);
        assertThat(leak.owners().keySet().iterator().next())
                .startsWith("pid " + ProcessHandle.current().pid() + " \"");
    }

    @Test
    void shouldNotAccuseTheRunOfWhatWasThereBefore() throws Exception {
        leave(3);
        target.begin();
        leave(2);
        target.end();
        target.settle();
        target.begin();
        target.end();
        target.settle();
        target.confirmLeaks();

        assertThat(leak(target).before()).isEqualTo(3);
        assertThat(leak(target).after()).isEqualTo(5);
        assertThat(leak(target).grown()).isEqualTo(2);
    }

    /** Since Linux 3.18 a new SYN on the same ports has the old socket reset. */
    @Test
    void shouldCountWhatANewSynHasReset() throws Exception {
        target.begin();
        List<Integer> ports = leave(3);
        target.end();
        target.settle();
        try (Clients clients = new Clients()) {
            target.begin();
            clients.connectFrom(new InetSocketAddress("127.0.0.1", ports.get(0)), address);
            target.end();
            target.settle();
            target.confirmLeaks();
        }

        LeakEvidence leak = leak(target);
        assertThat(leak.after()).isEqualTo(2);
        assertThat(leak.reset()).isEqualTo(1);
        assertThat(leak.grown()).isEqualTo(3);
        assertThat(leak.remotePorts()).containsAll(ports);
        assertThat(leak.owners()).hasSize(1).containsValue(3);
    }

    /** Lost and reset within one turn: it was seen only by the look-up of the attempt that waited. */
    @Test
    void shouldCountWhatWasResetBeforeItsTurnEnded() throws Exception {
        target.begin();
        try (Clients clients = new Clients()) {
            InetSocketAddress source = clients.write(address, BYTES);
            kept.add(server.accept());
            target.overdue(new OverdueRecord(1, Phase.READ, 0, source));
            target.lookUp();
            clients.closeAll();
            awaitInCloseWait(1);
            clients.connectFrom(source, address);
            target.end();
            target.settle();
            target.confirmLeaks();

            assertThat(leak(target).after()).isZero();
            assertThat(leak(target).reset()).isEqualTo(1);
            assertThat(leak(target).remotePorts()).containsExactly(source.getPort());
        }
    }

    @Test
    void shouldNotCallAResetSocketLeakedOnceItsDescriptorIsClosed() throws Exception {
        target.begin();
        List<Integer> ports = leave(1);
        target.end();
        target.settle();
        try (Clients clients = new Clients()) {
            clients.connectFrom(new InetSocketAddress("127.0.0.1", ports.get(0)), address);
            closeKept(1);
            target.confirmLeaks();
        }

        assertThat(leak(target).grown()).isZero();
    }

    @Test
    void shouldAskForMoreTimeAsLongAsSomeAreClosed() throws Exception {
        target.begin();
        assertThat(target.closesLate()).isFalse();
        leave(4);
        target.end();
        target.settle();

        assertThat(target.closesLate()).isFalse();
        closeKept(1);
        assertThat(target.closesLate()).isTrue();
        assertThat(target.closesLate()).as("none was closed since").isFalse();
        closeKept(3);
        assertThat(target.closesLate()).as("none is left").isFalse();
    }

    @Test
    void shouldNotTakeTheLeaksOfAnotherAddressForTheTargets() throws Exception {
        TargetWatch other =
                new TargetWatch(new InetSocketAddress("127.0.0.2", address.getPort()), OptionalLong.empty());
        other.begin();
        leave(2);
        other.end();
        other.settle();
        other.confirmLeaks();

        assertThat(leak(other)).isEqualTo(LeakEvidence.NONE);
    }

    /** Clients that write and close, and whose sockets the server keeps; answers their ports. */
    private List<Integer> leave(int count) throws IOException {
        int before = kept.size();
        List<Integer> ports = new ArrayList<>();
        try (Clients clients = new Clients()) {
            for (int i = 0; i < count; i++) {
                ports.add(clients.write(address, BYTES).getPort());
                kept.add(server.accept());
            }
        }
        awaitInCloseWait(before + count);
        return ports;
    }

    private void awaitInCloseWait(int count) {
        await().until(() -> SocketTable.connections(NetFiles.OF_TESTER, address.getPort()).stream()
                        .filter(row -> row.state() == TcpState.CLOSE_WAIT)
                        .count()
                == count);
    }

    private void closeKept(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            kept.remove(0).close();
        }
    }

    private static LeakEvidence leak(TargetWatch target) {
        return target.evidence().host().orElseThrow().leak();
    }
}
