package org.conntorture.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.conntorture.kernel.ProcessState;
import org.conntorture.kernel.SocketRow;
import org.conntorture.kernel.TcpState;
import org.conntorture.outcome.Phase;
import org.conntorture.record.OverdueRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Overdue attempts of real sockets, looked up by the watch's own thread while they wait. */
class SightingsIT {

    private final Queue<OverdueRecord> overdue = new ConcurrentLinkedQueue<>();
    private final Queue<Map<String, Object>> lines = new ConcurrentLinkedQueue<>();
    private final HostWatch watch = new HostWatch(lines::add);
    private final Clients clients = new Clients();

    @AfterEach
    void end() throws IOException {
        watch.close();
        clients.close();
    }

    @Test
    void shouldSeeBothEndsAndTheUnreadBytesAndTheOwner() throws Exception {
        try (ServerProcess server = ServerProcess.serve("busted:never-read")) {
            InetSocketAddress source = clients.write(server.address(), 5);
            Sighting seen = look(begin(server), source, Phase.READ);

            SocketRow client = seen.client().orElseThrow();
            assertThat(client.local()).isEqualTo(source);
            assertThat(client.remote()).isEqualTo(server.address());
            assertThat(client.state()).isEqualTo(TcpState.ESTABLISHED);
            SocketRow end = seen.server().orElseThrow();
            assertThat(end.local()).isEqualTo(server.address());
            assertThat(end.remote()).isEqualTo(source);
            assertThat(end.state()).isEqualTo(TcpState.ESTABLISHED);
            assertThat(end.unreadBytes()).isEqualTo(5);
            assertThat(end.inode()).isNotZero();
            assertThat(seen.owner().map(ProcessState::pid)).contains(server.pid());
            assertThat(seen.phase()).isEqualTo(Phase.READ);
        }
    }

    @Test
    void shouldSeeThatTheServerHasReadIt() throws Exception {
        try (ServerProcess server = ServerProcess.serve("busted:never-answer")) {
            TargetWatch target = begin(server);
            InetSocketAddress source = clients.write(server.address(), 5);
            await().until(() ->
                    look(target, source, Phase.READ).server().orElseThrow().unreadBytes() == 0);
            assertThat(target.evidence().client().sightings())
                    .allMatch(seen -> seen.owner().isPresent());
        }
    }

    @Test
    void shouldSeeThatNobodyHasAcceptedIt() throws Exception {
        try (ServerProcess server = ServerProcess.serve("busted:never-accept")) {
            Sighting seen = look(begin(server), clients.write(server.address(), 7), Phase.READ);

            SocketRow end = seen.server().orElseThrow();
            assertThat(end.inode()).isZero();
            assertThat(end.unreadBytes()).isEqualTo(7);
            assertThat(seen.owner()).isEmpty();
        }
    }

    @Test
    void shouldSeeASynThatNobodyAnswers() throws Exception {
        try (ServerProcess server = ServerProcess.serve("busted:never-accept", "--backlog=1")) {
            clients.connect(server.address());
            clients.connect(server.address());
            Sighting seen = look(begin(server), clients.begin(server.address()), Phase.CONNECT);

            assertThat(seen.client().map(SocketRow::state)).contains(TcpState.SYN_SENT);
            assertThat(seen.server()).isEmpty();
        }
    }

    @Test
    void shouldSeeWhatTheServerKeepsOnceTheClientHasClosed() throws Exception {
        try (ServerProcess server = ServerProcess.serve("busted:never-read")) {
            InetSocketAddress source = clients.write(server.address(), 5);
            clients.closeAll();
            TargetWatch target = begin(server);
            await().until(
                            () -> look(target, source, Phase.READ).server().map(SocketRow::state),
                            state -> state.equals(java.util.Optional.of(TcpState.CLOSE_WAIT)));

            Sighting last = last(target);
            assertThat(last.server().orElseThrow().unreadBytes()).isEqualTo(5);
            assertThat(last.client().map(SocketRow::state)).contains(TcpState.FIN_WAIT2);
        }
    }

    @Test
    void shouldSeeNothingOfAnAttemptThatHasEndedAndOfOneWithoutASource() throws Exception {
        try (ServerProcess server = ServerProcess.serve("echo")) {
            TargetWatch target = begin(server);
            overdue.add(new OverdueRecord(1, Phase.READ, 0, new InetSocketAddress("127.0.0.1", 9)));
            overdue.add(new OverdueRecord(2, Phase.READ, 0, null));
            watch.turnEnded();

            assertThat(overdue).isEmpty();
            assertThat(target.evidence().client().sightings()).isEmpty();
        }
    }

    @Test
    void shouldLookUpAtTheEndOfATurnWhateverTheRest() throws Exception {
        try (ServerProcess server = ServerProcess.serve("busted:never-read")) {
            TargetWatch target = begin(server);
            InetSocketAddress source = clients.write(server.address(), 5);
            for (int turn = 1; turn <= 50; turn++) {
                overdue.add(new OverdueRecord(turn, Phase.READ, 0, source));
                watch.turnEnded();
                assertThat(target.evidence().client().sightings()).hasSize(turn);
                watch.turnBegins("never-read", target, overdue::poll);
            }
        }
    }

    /** Two servers on one port of two addresses, and one client port to both. */
    @Test
    void shouldNotTakeAnotherAddressForTheTarget() throws Exception {
        try (ServerProcess server = ServerProcess.serve("busted:never-read");
                ServerProcess other = ServerProcess.serve(
                        "busted:never-accept",
                        "--host=127.0.0.2",
                        "--port=" + server.address().getPort())) {
            InetSocketAddress source = clients.write(server.address(), 5);
            clients.connectFrom(
                    source, new InetSocketAddress("127.0.0.2", other.address().getPort()));
            Sighting seen = look(begin(server), source, Phase.READ);

            assertThat(seen.server().map(SocketRow::local)).contains(server.address());
            assertThat(seen.client().map(SocketRow::remote)).contains(server.address());
        }
    }

    private TargetWatch begin(ServerProcess server) {
        TargetWatch target = new TargetWatch(server.address(), OptionalLong.of(server.pid()));
        watch.turnBegins("target", target, overdue::poll);
        return target;
    }

    /** Has the watch's thread look the attempt up; answers what it saw. */
    private Sighting look(TargetWatch target, InetSocketAddress source, Phase phase) {
        int before = target.evidence().client().sightings().size();
        overdue.add(new OverdueRecord(before + 1, phase, 0, source));
        await().until(() -> target.evidence().client().sightings().size() > before);
        return last(target);
    }

    private static Sighting last(TargetWatch target) {
        List<Sighting> all = target.evidence().client().sightings();
        return all.get(all.size() - 1);
    }
}
