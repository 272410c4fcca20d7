package org.conntorture.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.conntorture.plan.LoadSettings;
import org.conntorture.plan.Payload;
import org.conntorture.plan.RunPlan;
import org.conntorture.plan.Setting;
import org.conntorture.plan.Workload;
import org.conntorture.scenario.AdHocPlanner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolTest {
    private static byte[] bytes(String text) {
        return text.translateEscapes().getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "HTTP, HTTP/1.1 400 Bad R",
        "SSH, SSH-2.0-OpenSSH_9",
        "SMTP_OR_FTP, 220 mail ready",
        "IMAP, * OK IMAP4rev1",
        "POP3, +OK ready",
        "TLS, '\\25\\3\\3\\0\\2\\2\\50'",
        "MYSQL, 'Y\\0\\0\\0\\n11.4.3-Mari'",
        "MYSQL, 'B\\0\\0\\0\\377i\\4Host'",
        "POSTGRESQL, 'E\\0\\0\\0\\217SFATAL\\0VF'",
        "REDIS, +PONG",
        "REDIS, -NOAUTH Authentic",
    })
    void shouldKnowItByItsFirstBytes(Protocol protocol, String reply) {
        assertThat(Protocol.of(bytes(reply))).contains(protocol);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello\n", "E", "220", "-", "MY\0\1\n5.5", "\0\0\0\0\0\0\0", "+OK", "PING\r\n"})
    void shouldNotGuess(String reply) {
        assertThat(Protocol.of(bytes(reply))).isEmpty();
    }

    @Test
    void shouldTellABlockedHostFromATooBusyServer() {
        assertThat(Protocol.isBlocking(bytes("B\\0\\0\\0\\377i\\4Host"))).isTrue();
        assertThat(Protocol.isBlocking(bytes("\\27\\0\\0\\0\\377\\20\\4Too many")))
                .isFalse();
    }

    private static String judge(
            String target, Workload.Kind workload, long attempts, boolean chosen, boolean mayBlock) {
        LoadSettings settings = LoadSettings.builder()
                .set(Setting.WORKLOAD, workload)
                .set(Setting.ATTEMPTS, attempts == 0 ? null : attempts)
                .build();
        RunPlan plan = new AdHocPlanner().plan(List.of(target), List.of(), settings);
        InetSocketAddress address = plan.targets().get(0).origin().knownInet().orElseThrow();
        return new ProtocolCheck(plan, chosen, mayBlock).judge(Protocol.MYSQL, address);
    }

    @Test
    void shouldNotLetItsHostBeBlockedUnasked() {
        assertThat(judge("127.0.0.1:3306", Workload.Kind.REPLY, 0, true, false))
                .isEqualTo("127.0.0.1:3306 speaks MySQL");
        assertThat(judge("10.1.2.3:3306", Workload.Kind.REPLY, 98, true, false)).contains("flush-hosts");
        assertThat(judge("10.1.2.3:3306", Workload.Kind.CONNECT, 0, true, true)).contains("flush-hosts");
        for (long attempts : List.of(0L, 99L)) {
            assertThatThrownBy(() -> judge("10.1.2.3:3306", Workload.Kind.REPLY, attempts, true, false))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("-n 98 or fewer, or --allow-blocking");
        }
    }

    @Test
    void shouldNotTakeAnotherProtocolForEcho() {
        assertThatThrownBy(() -> judge("127.0.0.1:3306", Workload.Kind.ECHO, 10, false, false))
                .hasMessageContaining(
                        "answers MySQL, not echo: run  conntorture run 127.0.0.1:3306 --workload connect");
    }

    /** What its kernel cannot buffer would keep the tester from its load. */
    @ParameterizedTest(name = "{0} bytes: {1}")
    @CsvSource({"4096, true", "4097, false"})
    void shouldNotAskWithMoreThanAServerBuffersUnread(int bytes, boolean asks) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            new Thread(() -> greet(server)).start();
            LoadSettings settings = LoadSettings.builder()
                    .set(Setting.WORKLOAD, Workload.Kind.REPLY)
                    .set(Setting.PAYLOAD, Payload.ofSize(bytes))
                    .build();
            String target = "127.0.0.1:" + server.getLocalPort();
            RunPlan plan = new AdHocPlanner().plan(List.of(target), List.of(), settings);

            assertThat(new ProtocolCheck(plan, true, false).before())
                    .isEqualTo(asks ? List.of(target + " speaks SSH") : List.of());
        }
    }

    private static void greet(ServerSocket server) {
        try (Socket client = server.accept()) {
            client.getOutputStream().write(bytes("SSH-2.0-OpenSSH_9"));
            client.getInputStream().readAllBytes();
        } catch (IOException closed) {
            // Nobody came, or the tester has seen enough.
        }
    }
}
