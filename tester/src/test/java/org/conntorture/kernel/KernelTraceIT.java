package org.conntorture.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.conntorture.Needs;
import org.conntorture.target.JavaCommand;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** On the running kernel, as root. Drops are counted host-wide, so an exact number may need a second try. */
@EnabledOnOs(OS.LINUX)
class KernelTraceIT {
    private static final int TRIES = 5;
    private static final int BLACKHOLED_PORT = 47_123;
    /** Three connects that last 2.5 s, in a network namespace of their own; then what the rule counted. */
    private static final String BLACKHOLE = """
            ip link set lo up
            nft add table inet t
            nft 'add chain inet t in { type filter hook input priority 0; }'
            nft add rule inet t in tcp dport PORT counter drop
            for n in 1 2 3; do timeout 2.5 bash -c 'exec 3<>/dev/tcp/127.0.0.1/PORT' & done
            wait
            nft list ruleset
            """.replace("PORT", Integer.toString(BLACKHOLED_PORT));

    private static final Pattern PACKETS = Pattern.compile("counter packets (\\d+)");

    @BeforeEach
    void needRoot() throws IOException {
        Needs.root();
        Needs.tools("unshare", "ip", "nft");
    }

    @Test
    void shouldCountEverySynThatTheFirewallDrops() throws Exception {
        for (int tryNumber = 1; ; tryNumber++) {
            KernelTrace trace = start(BLACKHOLED_PORT);
            String output = run("unshare", "-n", "sh", "-c", BLACKHOLE);
            trace.close();

            Matcher packets = PACKETS.matcher(output);
            assertThat(packets.find()).as(output).isTrue();
            long syns = Long.parseLong(packets.group(1));
            assertThat(syns).isGreaterThan(3);
            assertThat(trace.counts()).containsEntry("tcp_retransmit_skb TCP_SYN_SENT", syns - 3);
            assertThat(trace.counts().get("kfree_skb NETFILTER_DROP")).isGreaterThanOrEqualTo(syns);
            assertThat(trace.lost()).isZero();
            if (trace.counts().get("kfree_skb NETFILTER_DROP") == syns || tryNumber == TRIES) {
                assertThat(trace.counts()).containsEntry("kfree_skb NETFILTER_DROP", syns);
                return;
            }
        }
    }

    @Test
    void shouldCountTheResetsOfAServerThatClosesWithUnreadData() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                KernelTrace trace = start(server.getLocalPort())) {
            for (int n = 0; n < 5; n++) {
                closeUnread(server);
            }

            await().untilAsserted(
                            () -> assertThat(trace.counts()).containsEntry("tcp_send_reset TCP_ABORT_ON_CLOSE", 5L));
        }
    }

    @Test
    void shouldLetTheKernelFilterWhatHealthyConnectionsMake() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                KernelTrace trace = start(server.getLocalPort())) {
            Path event = trace.directory().resolve("events/skb/kfree_skb");
            String number =
                    Files.readString(event.resolve("format")).replaceAll("(?s).*\\{ (\\d+), \"QUEUE_PURGE.*", "$1");
            assertThat(run("cat", event.resolve("filter").toString())).contains("reason != " + number);
            for (int n = 0; n < 100; n++) {
                closePolitely(server);
            }

            assertThat(trace.counts().keySet()).noneMatch(key -> key.startsWith("tcp_"));
        }
    }

    @Test
    void shouldSayHowManyEventsDidNotFitTheBuffer() throws Exception {
        try (KernelTrace trace = start(BLACKHOLED_PORT)) {
            TraceInstance instance = new TraceInstance(trace.directory());
            assertThat(trace.lost()).isZero();
            instance.limitBuffer(8);
            Path marker = trace.directory().resolve("trace_marker");

            await().until(() -> {
                for (int n = 0; n < 1000; n++) {
                    Files.writeString(marker, "not an event\n", StandardOpenOption.WRITE);
                }
                return trace.lost() > 0;
            });
        }
    }

    @Test
    void shouldLeaveNothingBehind() throws Exception {
        KernelTrace trace = start(BLACKHOLED_PORT);
        assertThat(trace.directory()).isDirectory();

        trace.close();
        trace.close();

        assertThat(trace.directory()).doesNotExist();
        assertThat(trace.lost()).isZero();
        assertThat(trace.counts()).isNotNull();
    }

    @Test
    void shouldCountToTheEndAndLeaveNothingBehindWhenTheThreadIsInterrupted() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            KernelTrace trace = start(server.getLocalPort());
            for (int n = 0; n < 5; n++) {
                closeUnread(server);
            }

            Thread.currentThread().interrupt();
            trace.close();

            assertThat(Thread.interrupted()).isTrue();
            assertThat(trace.counts()).containsEntry("tcp_send_reset TCP_ABORT_ON_CLOSE", 5L);
            assertThat(trace.directory()).doesNotExist();
        }
    }

    @Test
    void shouldLeaveNothingBehindWhenTheTesterIsTerminated() throws Exception {
        Process tester = child(List.of(), false);
        Path instance = instanceOf(tester.inputReader().readLine());
        assertThat(instance).isDirectory();

        tester.destroy();

        tester.waitFor();
        assertThat(instance).doesNotExist();
    }

    @Test
    void shouldRemoveWhatAKilledTesterLeftAndNothingOfALivingOne() throws Exception {
        Process killed = child(List.of(), false);
        Process living = child(List.of(), false);
        Path left = instanceOf(killed.inputReader().readLine());
        Path used = instanceOf(living.inputReader().readLine());
        killed.destroyForcibly().waitFor();
        assertThat(left).isDirectory();

        try (KernelTrace next = start(BLACKHOLED_PORT)) {
            assertThat(next.directory()).isDirectory();
            assertThat(left).doesNotExist();
            assertThat(used).isDirectory();
        }

        living.getOutputStream().close();
        living.waitFor();
        assertThat(used).doesNotExist();
    }

    @Test
    void shouldSayWhyNotWithoutRoot() throws Exception {
        Process tester = child(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"), false);

        assertThat(tester.inputReader().readLine()).startsWith("why not: ").contains("root");
        tester.getOutputStream().close();
        tester.waitFor();
    }

    @Test
    void shouldMountTheTraceFilesForTheTimeOfTheTrace() throws Exception {
        Process tester = child(unmounted("exec \"$@\""), true);
        BufferedReader output = tester.inputReader();

        assertThat(output.readLine()).isEqualTo("mounted: false");
        assertThat(output.readLine()).startsWith("started in /sys/kernel/tracing/instances/");
        tester.getOutputStream().close();
        assertThat(output.readLine()).isEqualTo("mounted: false");
        tester.waitFor();
    }

    @Test
    void shouldShareTheMountWithTestersThatStartAndEndAtTheSameTime() throws Exception {
        String crowd = "for n in 1 2 3 4; do \"$@\" </dev/null & done; wait; grep -c tracefs /proc/self/mounts";
        Process testers = child(unmounted(crowd), false);

        List<String> lines = testers.inputReader().lines().toList();

        assertThat(lines.subList(0, 4)).allSatisfy(line -> assertThat(line).startsWith("started in "));
        assertThat(lines.subList(4, lines.size())).containsExactly("0");
    }

    /** A mount namespace without the trace files, where a script gets the command as its words. */
    private static List<String> unmounted(String script) {
        String unmount = "while umount /sys/kernel/tracing 2>/dev/null; do :; done; ";
        return List.of("unshare", "-m", "sh", "-c", unmount + script, "sh");
    }

    private static KernelTrace start(int port) {
        KernelTrace.Start start = KernelTrace.start(Set.of(port));
        return start.trace().orElseThrow(() -> new AssertionError(start.whyNot()));
    }

    private static Process child(List<String> prefix, boolean showMounts) throws IOException {
        List<String> words = new ArrayList<>(prefix);
        words.addAll(JavaCommand.of(TraceMain.class.getName()));
        words.add(Boolean.toString(showMounts));
        return new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static Path instanceOf(String line) {
        assertThat(line).startsWith("started in ");
        return Path.of(line.substring("started in ".length()));
    }

    private static void closeUnread(ServerSocket server) throws IOException {
        try (Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket accepted = server.accept()) {
            client.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
            await().pollInterval(Duration.ofMillis(1))
                    .until(() -> accepted.getInputStream().available() == 5);
        }
    }

    private static void closePolitely(ServerSocket server) throws IOException {
        try (Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket accepted = server.accept()) {
            client.shutdownOutput();
            assertThat(accepted.getInputStream().read()).isEqualTo(-1);
            accepted.shutdownOutput();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    private static String run(String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
