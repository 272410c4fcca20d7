package org.conntorture.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.conntorture.Certificates;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;
import org.conntorture.plan.CloseMode;
import org.conntorture.plan.Payload;
import org.conntorture.plan.ProxyProtocol;
import org.conntorture.plan.Tls;
import org.conntorture.plan.TransportChoice;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** TLS by the JDK on both sides, with certificates made for the test. */
class TlsIT extends LoadOnRealSockets {
    @TempDir
    static Path directory;

    private static Certificates certificates;

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificates = Certificates.makeIn(directory);
    }

    private static Tls trusting(String serverName, boolean resume) {
        return new Tls(false, certificates.authority(), null, null, serverName, List.of(), resume);
    }

    private static SSLServerSocket listener(String certificate, String... protocols) throws Exception {
        SSLServerSocket listener = (SSLServerSocket)
                certificates.serverContext(certificate).getServerSocketFactory().createServerSocket();
        if (protocols.length > 0) {
            listener.setEnabledProtocols(protocols);
        }
        return listener;
    }

    @ParameterizedTest
    @EnumSource(value = TransportChoice.class, names = "IO_URING", mode = Mode.EXCLUDE)
    void shouldEchoWithinTls(TransportChoice choice) throws Exception {
        load.tls = trusting("good.test", false);
        load.echo(100_000);
        try (ScriptedServer server = new ScriptedServer(listener("good"), ScriptedServer.ECHO)) {
            run(choice, server.address(), new Budget(20, 0, 0, 0));

            assertThat(seen).hasSize(20).allMatch(one -> one.failure() == null);
            assertThat(seen)
                    .allMatch(one -> one.times().connectedNs < one.times().securedNs
                            && one.times().securedNs == one.times().requestNs);
        }
    }

    /** As the server sees them: the id of a session is that of the one it resumes, in TLS 1.2. */
    private Set<String> sessions(boolean resume, String protocol) throws Exception {
        load.tls = trusting("good.test", resume);
        load.workers = 1;
        Set<String> sessions = ConcurrentHashMap.newKeySet();
        try (ScriptedServer server = new ScriptedServer(listener("good", protocol), (socket, number) -> {
            SSLSocket secure = (SSLSocket) socket;
            secure.startHandshake();
            sessions.add(HexFormat.of().formatHex(secure.getSession().getId()) + " "
                    + secure.getSession().getCreationTime());
            ScriptedServer.ECHO.serve(socket, number);
        })) {
            run(TransportChoice.EPOLL, server.address(), new Budget(10, 0, 0, 0));
            assertThat(seen).hasSize(10).allMatch(one -> one.failure() == null);
        }
        return sessions;
    }

    @Test
    void shouldMakeAFullHandshakeEachTime() throws Exception {
        assertThat(sessions(false, "TLSv1.2")).hasSize(10);
    }

    @Test
    void shouldResumeSessionsWhereAsked() throws Exception {
        assertThat(sessions(true, "TLSv1.2")).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(value = TransportChoice.class, names = "IO_URING", mode = Mode.EXCLUDE)
    void shouldSayWhatIsWrongWithACertificate(TransportChoice choice) throws Exception {
        List<String> details = new CopyOnWriteArrayList<>();
        for (String[] one :
                List.of(new String[] {"expired", "good.test"}, new String[] {"good", "other.test"}, new String[] {
                    "foreign", "good.test"
                })) {
            seen.clear();
            load.tls = trusting(one[1], false);
            try (ScriptedServer server = new ScriptedServer(listener(one[0]), ScriptedServer.ECHO)) {
                run(choice, server.address(), new Budget(3, 0, 0, 0));
            }
            closeLoops();
            assertThat(seen)
                    .hasSize(3)
                    .allMatch(attempt ->
                            attempt.failure() == FailureKind.CERTIFICATE_REJECTED && attempt.phase() == Phase.TLS);
            details.add(seen.get(0).detail());
        }
        assertThat(details.get(0)).startsWith("it has expired (");
        assertThat(details.get(1)).contains("other.test");
        assertThat(details.get(2)).startsWith("it is of no known authority; --cacert names one, --insecure takes any");
    }

    @Test
    void shouldTakeAnyCertificateWhereAsked() throws Exception {
        load.tls = new Tls(true, null, null, null, null, List.of(), false);
        try (ScriptedServer server = new ScriptedServer(listener("expired"), ScriptedServer.ECHO)) {
            run(TransportChoice.AUTO, server.address(), new Budget(3, 0, 0, 0));
            assertThat(seen).hasSize(3).allMatch(one -> one.failure() == null);
        }
    }

    @Test
    void shouldShowItsOwnCertificate() throws Exception {
        List<String> clients = new CopyOnWriteArrayList<>();
        SSLServerSocket listener = listener("good");
        listener.setNeedClientAuth(true);
        try (ScriptedServer server = new ScriptedServer(listener, (socket, number) -> {
            clients.add(((SSLSocket) socket).getSession().getPeerPrincipal().getName());
            ScriptedServer.ECHO.serve(socket, number);
        })) {
            load.tls = new Tls(
                    false,
                    certificates.authority(),
                    certificates.clientCertificate(),
                    certificates.clientKey(),
                    "good.test",
                    List.of(),
                    false);
            run(TransportChoice.AUTO, server.address(), new Budget(2, 0, 0, 0));
            assertThat(seen).allMatch(one -> one.failure() == null);
            assertThat(clients).containsOnly("CN=client");

            seen.clear();
            closeLoops();
            load.tls = trusting("good.test", false);
            run(TransportChoice.AUTO, server.address(), new Budget(2, 0, 0, 2));
            assertThat(seen).hasSize(2).allMatch(one -> one.failure() == FailureKind.TLS_FAILED);
            assertThat(seen.get(0).detail()).contains("certificate");
        }
    }

    @ParameterizedTest
    @EnumSource(value = TransportChoice.class, names = "IO_URING", mode = Mode.EXCLUDE)
    void shouldNameWhatIsNoTls(TransportChoice choice) throws Exception {
        load.tls = trusting("good.test", false);
        load.workers = 1;
        load.replyTimeout = Duration.ofMillis(300);
        try (ScriptedServer server = new ScriptedServer((socket, number) -> {
            socket.getInputStream().read();
            switch (number) {
                case 1 -> socket.getOutputStream().write("SSH-2.0-OpenSSH_9.2\r\n".getBytes(StandardCharsets.US_ASCII));
                case 2 -> socket.getInputStream().skip(100_000);
                case 3 -> socket.setSoLinger(true, 0);
                default -> {
                    socket.getInputStream().readNBytes(socket.getInputStream().available());
                }
            }
        })) {
            run(choice, server.address(), new Budget(4, 0, 0, 0));

            assertThat(seen)
                    .extracting(Seen::failure)
                    .containsExactly(
                            FailureKind.TLS_FAILED,
                            FailureKind.NO_REPLY,
                            FailureKind.RESET,
                            FailureKind.CLOSED_WITHOUT_REPLY);
            assertThat(seen).allMatch(one -> one.phase() == Phase.TLS);
            assertThat(seen.get(0).detail()).isEqualTo("the server does not speak TLS here: its answer is clear text");
        }
    }

    @Test
    void shouldFailInTheHandshakeWhereNothingIsAgreedOn() throws Exception {
        load.tls = new Tls(true, null, null, null, null, List.of("nonsense"), false);
        SSLServerSocket listener = listener("good");
        var parameters = listener.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"http/1.1"});
        listener.setSSLParameters(parameters);
        try (ScriptedServer server = new ScriptedServer(listener, ScriptedServer.ECHO)) {
            run(TransportChoice.AUTO, server.address(), new Budget(2, 0, 0, 0));
            assertThat(seen)
                    .hasSize(2)
                    .allMatch(one -> one.failure() == FailureKind.TLS_FAILED && one.phase() == Phase.TLS);
            assertThat(seen.get(0).detail()).contains("no_application_protocol");
        }
    }

    @Test
    void shouldSendTheProxyHeaderBeforeTheHandshake() throws Exception {
        load.tls = trusting("good.test", false);
        load.proxyProtocol = ProxyProtocol.V1;
        load.closeMode = CloseMode.SERVER;
        List<String> headers = new CopyOnWriteArrayList<>();
        var factory = certificates.serverContext("good").getSocketFactory();
        try (ScriptedServer server = new ScriptedServer((socket, number) -> {
            headers.add(line(socket));
            SSLSocket secure = (SSLSocket) factory.createSocket(socket, null, true);
            secure.setUseClientMode(false);
            secure.getOutputStream().write(secure.getInputStream().readNBytes(Payload.DEFAULT.length()));
            secure.close();
        })) {
            run(TransportChoice.AUTO, server.address(), new Budget(3, 0, 0, 0));

            assertThat(seen).hasSize(3).allMatch(one -> one.failure() == null);
            assertThat(headers).hasSize(3).allMatch(header -> header.startsWith("PROXY TCP4 198.51.100."));
        }
    }

    private static String line(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.indexOf("\r\n") < 0) {
            line.append((char) socket.getInputStream().read());
        }
        return line.toString();
    }
}
