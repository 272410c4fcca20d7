package org.conntorture.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.conntorture.outcome.FailureKind;
import org.conntorture.plan.CloseMode;
import org.conntorture.plan.Sources;
import org.conntorture.plan.TransportChoice;

/** Where connections come from, on every transport of this host. */
class SourcesIT extends LoadOnRealSockets {
    @EachTransport
    void shouldBindTheSourcesAskedForInTurn(TransportChoice choice) throws Exception {
        load.workers = 1;
        // A FIN would leave the tuple taken until the server has closed its side too.
        load.closeMode = CloseMode.RST;
        int free = freePort();
        load.sources = new Sources(
                List.of(InetAddress.getByName("127.0.0.7"), InetAddress.getByName("127.0.0.8")), free, free);
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.ECHO)) {
            run(choice, server.address(), new Budget(6, 0, 0, 0));

            assertThat(seen).hasSize(6).allMatch(one -> one.failure() == null);
            assertThat(server.peers)
                    .extracting(peer -> peer.getAddress().getHostAddress() + ":" + peer.getPort())
                    .containsExactly(
                            "127.0.0.7:" + free,
                            "127.0.0.8:" + free,
                            "127.0.0.7:" + free,
                            "127.0.0.8:" + free,
                            "127.0.0.7:" + free,
                            "127.0.0.8:" + free);
        }
    }

    @EachTransport
    void shouldPassOverASourceThatIsTaken(TransportChoice choice) throws Exception {
        load.workers = 1;
        load.closeMode = CloseMode.RST;
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.ECHO);
                ServerSocket taken = new ServerSocket(0, 1, server.address().getAddress())) {
            int port = taken.getLocalPort();
            load.sources = new Sources(List.of(server.address().getAddress()), port, port + 9);
            run(choice, server.address(), new Budget(6, 0, 0, 0));

            assertThat(seen).hasSize(6).allMatch(one -> one.failure() == null);
            assertThat(server.peers)
                    .extracting(InetSocketAddress::getPort)
                    .hasSize(6)
                    .doesNotContain(port);
        }
    }

    @EachTransport
    void shouldBlameItselfForAPortInUse(TransportChoice choice) throws Exception {
        load.workers = 1;
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.ECHO);
                Socket taken = new Socket(
                        server.address().getAddress(), server.address().getPort())) {
            load.sourcePorts(taken.getLocalPort(), taken.getLocalPort());
            run(choice, server.address(), new Budget(2, 0, 0, 0));

            assertThat(seen)
                    .hasSize(2)
                    .allMatch(one ->
                            one.failure() == FailureKind.PORT_IN_USE || one.failure() == FailureKind.PORTS_EXHAUSTED);
        }
    }

    @EachTransport
    void shouldBlameItselfForATupleInUse(TransportChoice choice) throws Exception {
        load.workers = 1;
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.ECHO);
                Socket taken = new Socket()) {
            taken.setReuseAddress(true);
            taken.bind(new InetSocketAddress(server.address().getAddress(), 0));
            taken.connect(server.address());
            load.sources =
                    new Sources(List.of(server.address().getAddress()), taken.getLocalPort(), taken.getLocalPort());
            run(choice, server.address(), new Budget(2, 0, 0, 0));

            // Here bind() succeeds, and connect() finds the 4-tuple in use.
            assertThat(seen).hasSize(2).allMatch(one -> one.failure() == FailureKind.PORTS_EXHAUSTED);
        }
    }

    @EachTransport
    void shouldNotTakeItselfForAServer(TransportChoice choice) throws Exception {
        int free = freePort();
        selfConnectPossible = true;
        load.workers = 1;
        load.sources = new Sources(List.of(InetAddress.getLoopbackAddress()), free, free);

        run(choice, new InetSocketAddress("127.0.0.1", free), new Budget(2, 0, 0, 0));

        assertThat(seen).hasSize(2).allMatch(one -> one.failure() == FailureKind.SELF_CONNECT);
    }
}
