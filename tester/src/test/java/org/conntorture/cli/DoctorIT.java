package org.conntorture.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import org.conntorture.Needs;
import org.conntorture.kernel.TcpState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code conntorture doctor} of the packed jar finds on a host where it really is so. */
class DoctorIT {
    private static final int PORT = 8085;
    private static final int SOURCE_PORT = 41000;

    @TempDir
    private Path directory;

    private Namespace namespace;

    @BeforeEach
    void open() throws Exception {
        Needs.root();
        Needs.tools("unshare", "nsenter", "ip", "nft", "ss");
        namespace = new Namespace(directory);
    }

    @AfterEach
    void close() {
        if (namespace != null) {
            namespace.close();
        }
    }

    @Test
    void shouldNameTheStaleTupleOfThisMomentAndWhoLeaksIt() throws Exception {
        long server = serve("busted:never-read", "128");
        leakASocket();
        // Stands for what a firewall between does: the challenge ACK never arrives, so the old socket is never reset.
        namespace.run("nft", "add table ip t; add chain ip t i { type filter hook input priority 0; }");
        namespace.run("nft", "add rule ip t i tcp sport " + PORT + " tcp flags & (fin|syn|rst|psh|ack) == ack drop");
        Tester hanging = connect("--connect-timeout", "100s");
        await().until(() -> namespace.connections(PORT).stream()
                .anyMatch(row -> row.state() == TcpState.SYN_SENT && row.retransmits() > 0));

        Tester doctor = namespace.start("doctor", "127.0.0.1:" + PORT);

        assertThat(doctor.exitCode()).as(doctor.out() + doctor.err()).isEqualTo(3);
        assertThat(doctor.out())
                .containsPattern("(?m)^problem  connects +the connect of java \\(pid "
                        + hanging.handle().pid() + "\\) from 127.0.0.1:" + SOURCE_PORT + " to 127.0.0.1:" + PORT
                        + " has repeated its SYN \\d+ times?, as it meets an old socket on the same addresses and ports:"
                        + " CLOSE_WAIT with 6 unread bytes, held by java \\(pid " + server + "\\)")
                .containsPattern(
                        "(?m)^problem  leaked sockets +java \\(pid " + server + "\\) holds 1 connection of port " + PORT
                                + " in CLOSE_WAIT \\(clients' ports " + SOURCE_PORT + "\\) with unread bytes")
                .containsPattern("(?m)^ok +target +127.0.0.1:" + PORT + " is listened on by java \\(pid " + server
                        + "\\), 0 connections in its accept queue of 128$")
                .containsPattern("(?m)^warning  container .*in a network namespace of its own")
                .contains("\n2 problems, ");
    }

    @Test
    void shouldNameAnAcceptQueueThatIsNearlyFull() throws Exception {
        long server = serve("busted:never-accept", "4");
        Tester filling = namespace.start(
                "run",
                "127.0.0.1:" + PORT,
                "--no-probes",
                "--workload",
                "connect",
                "-n",
                "4",
                "-c",
                "1",
                "-q",
                "-o",
                "filled");
        assertThat(filling.exitCode()).as(filling.out() + filling.err()).isZero();
        assertThat(namespace.listeners(PORT))
                .singleElement()
                .satisfies(row -> assertThat(row.rxQueue()).isEqualTo(4));

        Tester doctor = namespace.start("doctor", "127.0.0.1:" + PORT);

        assertThat(doctor.exitCode()).as(doctor.out() + doctor.err()).isEqualTo(3);
        assertThat(doctor.out())
                .containsPattern("(?m)^problem  accept queues +127.0.0.1:" + PORT + " of java \\(pid " + server
                        + "\\) has 4 connections waiting, the limit is 4: it is nearly full")
                .contains("\n1 problem, ");
    }

    @Test
    void shouldFindNothingAmissBesideAHealthyServerAndSendNothing() throws Exception {
        long server = serve("echo", "511");
        long sentBefore = namespace.counter("IpOutRequests");

        Tester doctor = namespace.start("doctor", "127.0.0.1:" + PORT, "--rate", "1k");

        assertThat(doctor.exitCode()).as(doctor.out() + doctor.err()).isZero();
        assertThat(doctor.out()).contains("listened on by java (pid " + server + ")", "\n0 problems, ");
        assertThat(namespace.counter("IpOutRequests")).isEqualTo(sentBefore).isNotNegative();
    }

    @Test
    void shouldNameTheAddressOnWhichTheServerListensInstead() throws Exception {
        serve("echo", "511");

        Tester doctor = namespace.start("doctor", "[::1]:" + PORT);

        assertThat(doctor.exitCode()).as(doctor.out() + doctor.err()).isEqualTo(3);
        assertThat(doctor.out())
                .containsPattern("(?m)^problem  target +nothing listens on \\[::1\\]:" + PORT + ", only on 127.0.0.1:"
                        + PORT + " by java");
    }

    @Test
    void shouldRefuseATargetThatIsNone() throws Exception {
        Tester doctor = namespace.start("doctor", "8085");

        assertThat(doctor.exitCode()).isEqualTo(2);
        assertThat(doctor.err().lines()).hasSize(2);
        assertThat(doctor.out()).isEmpty();
    }

    /** Starts a reference server and returns its process. */
    private long serve(String kind, String backlog) throws Exception {
        Tester server = namespace.start("serve", kind, "--port", Integer.toString(PORT), "--backlog", backlog);
        await().until(() -> !namespace.listeners(PORT).isEmpty());
        return server.handle().pid();
    }

    /** A client gives up on an answer and closes; the server keeps its side with the request unread. */
    private void leakASocket() throws Exception {
        namespace.run("sysctl", "-qw", "net.ipv4.tcp_fin_timeout=1");
        Tester client = connect("--reply-timeout", "300ms");
        assertThat(client.exitCode()).as(client.out() + client.err()).isEqualTo(3);
        await().until(() -> namespace.connections(PORT).stream()
                .allMatch(row -> row.local().getPort() == PORT && row.state() == TcpState.CLOSE_WAIT));
    }

    private Tester connect(String option, String value) throws Exception {
        String ports = SOURCE_PORT + "-" + SOURCE_PORT;
        return namespace.start(
                "run",
                "127.0.0.1:" + PORT,
                "--no-probes",
                "--workload",
                "echo",
                "-n",
                "1",
                "-c",
                "1",
                "--source-ports",
                ports,
                "-q",
                option,
                value);
    }
}
