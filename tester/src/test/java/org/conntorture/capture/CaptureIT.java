package org.conntorture.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.conntorture.Needs;
import org.conntorture.target.JavaCommand;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the tcpdump of this host. */
class CaptureIT {
    private static final RingSize SMALL = new RingSize(2, 1);
    private static final int BLACKHOLED_PORT = 47_124;
    private static final String BLACKHOLE = """
            ip link set lo up
            nft add table inet t
            nft 'add chain inet t in { type filter hook input priority 0; }'
            nft add rule inet t in tcp dport %d drop
            exec "$@"
            """.formatted(BLACKHOLED_PORT);

    @TempDir
    Path directory;

    @BeforeEach
    void needTcpdump() {
        Needs.root();
        Needs.tools("unshare", "ip", "nft", "tcpdump");
    }

    @Test
    void shouldShowTheUnansweredSynsOfABlackholedAttemptAndNothingElse() throws Exception {
        List<String> words = new ArrayList<>(List.of("unshare", "-n", "sh", "-c", BLACKHOLE, "sh"));
        words.addAll(main("connect", directory.toString(), Integer.toString(BLACKHOLED_PORT)));

        List<String> said = run(words).lines().toList();

        assertThat(said).hasSize(2);
        assertThat(said.get(1)).matches("SYN, SYN \\+1\\.\\d\\d s, SYN \\+2\\.\\d\\d s, never answered");
        Path pcap = directory.resolve("failures/7.pcap");
        assertThat(said.get(0)).isEqualTo("3 packets in " + pcap);
        List<String> lines = run(List.of("tcpdump", "-n", "-r", pcap.toString()))
                .lines()
                .filter(line -> line.contains(" > "))
                .toList();
        assertThat(lines).hasSize(3).allMatch(line -> line.contains("Flags [S], seq"));
        assertThat(lines.stream().map(line -> line.replaceAll(".* IP (\\S+) > .*", "$1")))
                .containsOnly(lines.get(0).replaceAll(".* IP (\\S+) > .*", "$1"));
        assertThat(directory.resolve("ring")).doesNotExist();
    }

    @Test
    void shouldShowAHealthyConnectionOfIpv4() throws Exception {
        assertThat(echo(InetAddress.getByName("127.0.0.1"), List.of()))
                .startsWith("SYN, SYN-ACK, ACK, PSH 5 bytes")
                .contains("PSH 5 bytes from target", "FIN", "FIN from target")
                .doesNotContain("again", "RST", "not captured");
    }

    @Test
    void shouldShowAHealthyConnectionOfIpv6() throws Exception {
        assertThat(echo(InetAddress.getByName("::1"), List.of()))
                .startsWith("SYN, SYN-ACK, ACK, PSH 5 bytes")
                .contains("PSH 5 bytes from target", "FIN", "FIN from target");
    }

    @Test
    void shouldShowAConnectionWhereTargetsAreOnSeveralInterfaces() throws Exception {
        InetSocketAddress elsewhere = new InetSocketAddress("192.0.2.1", 9);

        assertThat(echo(InetAddress.getByName("127.0.0.1"), List.of(elsewhere)))
                .startsWith("SYN, SYN-ACK, ACK, PSH 5 bytes")
                .contains("PSH 5 bytes from target", "FIN", "FIN from target")
                .doesNotContain("again");
    }

    @Test
    void shouldHoldTheBoundOfTheRingAndStillShowTheNewestPackets() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Capture capture = Capture.start(directory, List.of(address(server)), SMALL, SMALL)) {
            Instant from = Instant.now();
            InetSocketAddress source = writeOften(server, 40_000);
            PacketTimeline timeline = capture.extract(1, source, address(server), from, Instant.now())
                    .orElseThrow();

            assertThat(ringBytes()).isBetween(1_000_000L, 2 * SMALL.bytes() + 2_000L);
            // An ACK stands between where the kernel was in no hurry.
            assertThat(timeline.text())
                    .contains(" more) ...")
                    .containsPattern("FIN from target[^,]*(, ACK[^,]*)*, FIN(?! from target)");
        }
    }

    @Test
    void shouldShowNothingOfAnAttemptWithoutPackets() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Capture capture = Capture.start(directory, List.of(address(server)), SMALL, SMALL)) {
            InetSocketAddress source = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

            assertThat(capture.extract(1, source, address(server), Instant.now(), Instant.now()))
                    .isEmpty();
        }
        assertThat(directory.resolve("failures")).doesNotExist();
    }

    @Test
    void shouldLeaveNoProcessAndNoFileWhenTheTesterIsKilled() throws Exception {
        Process tester = new ProcessBuilder(main("wait", directory.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(tester.inputReader().readLine()).isEqualTo("started");
        List<ProcessHandle> started = tester.descendants().toList();
        assertThat(started).hasSize(3).allMatch(ProcessHandle::isAlive);

        tester.destroyForcibly().waitFor();

        await().until(() -> started.stream().noneMatch(ProcessHandle::isAlive));
        await().until(() -> Files.notExists(directory.resolve("ring")));
    }

    @Test
    void shouldSayThatTcpdumpIsMissing() throws Exception {
        ProcessBuilder tester = new ProcessBuilder(main("whyNot"));
        tester.environment().put("PATH", "");

        assertThat(outputOf(tester)).isEqualTo("tcpdump is not on the PATH: install the package tcpdump");
    }

    @Test
    void shouldSayThatAnotherUserMayNotCapture() throws Exception {
        List<String> words = new ArrayList<>(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        words.addAll(main("whyNot"));

        assertThat(run(words))
                .startsWith("tcpdump may not capture: run as root")
                .contains("ermission");
    }

    @Test
    void shouldSayWhatTcpdumpSaysWhenItDoesNotStart() throws IOException {
        Path ring = Files.createDirectory(directory.resolve("ring"));
        List<Tcpdumps.Order> orders = List.of(
                new Tcpdumps.Order("handshakes", SMALL, "tcp"), new Tcpdumps.Order("rest", SMALL, "no filter at all"));

        Optional<String> said = Optional.empty();
        try {
            Tcpdumps.start(ring, "lo", orders);
        } catch (IOException refused) {
            said = Optional.of(refused.getMessage());
        }

        assertThat(said.orElseThrow()).startsWith("tcpdump does not capture: ").contains("syntax error");
        assertThat(ring).doesNotExist();
    }

    /** One echo of five bytes; returns its timeline. */
    private String echo(InetAddress loopback, List<InetSocketAddress> others) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, loopback)) {
            List<InetSocketAddress> targets = new ArrayList<>(others);
            targets.add(address(server));
            try (Capture capture = Capture.start(directory, targets, SMALL, SMALL)) {
                Instant from = Instant.now();
                InetSocketAddress source = echoOnce(server);
                PacketTimeline timeline = capture.extract(3, source, address(server), from, Instant.now())
                        .orElseThrow();
                String read = run(List.of("tcpdump", "-n", "-r", timeline.file().toString()));
                assertThat(read.lines().filter(line -> line.contains(" > "))).hasSize(timeline.packets());
                return timeline.text();
            }
        }
    }

    private static InetSocketAddress echoOnce(ServerSocket server) throws IOException {
        try (Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket accepted = server.accept()) {
            client.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
            accepted.getOutputStream().write(accepted.getInputStream().readNBytes(5));
            client.getInputStream().readNBytes(5);
            client.shutdownOutput();
            assertThat(accepted.getInputStream().read()).isEqualTo(-1);
            return (InetSocketAddress) client.getLocalSocketAddress();
        }
    }

    /** A packet each, as Nagle's algorithm is off and each is awaited. */
    private static InetSocketAddress writeOften(ServerSocket server, int times) throws IOException {
        try (Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket accepted = server.accept()) {
            client.setTcpNoDelay(true);
            for (int n = 0; n < times; n++) {
                client.getOutputStream().write('x');
                accepted.getInputStream().read();
            }
            return (InetSocketAddress) client.getLocalSocketAddress();
        }
    }

    private long ringBytes() throws IOException {
        long bytes = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory.resolve("ring"), "*.pcap*")) {
            for (Path file : files) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    private static InetSocketAddress address(ServerSocket server) {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    private static List<String> main(String... arguments) {
        List<String> words = new ArrayList<>(JavaCommand.of(CaptureMain.class.getName()));
        words.addAll(List.of(arguments));
        return words;
    }

    private static String run(List<String> words) throws IOException, InterruptedException {
        return outputOf(new ProcessBuilder(words));
    }

    private static String outputOf(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output.strip();
    }
}
