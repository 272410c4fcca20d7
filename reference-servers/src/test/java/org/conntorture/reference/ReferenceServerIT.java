package org.conntorture.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.conntorture.reference.WireClient.LONG;
import static org.conntorture.reference.WireClient.REQUEST;
import static org.conntorture.reference.WireClient.loopback;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.conntorture.reference.WireClient.Ending;
import org.conntorture.reference.WireClient.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server as a process: what it prints, and what signals and limits do to it. */
class ReferenceServerIT {
    private static final Reply ECHO = new Reply(REQUEST, Ending.COMPLETE);

    private Process process;

    @AfterEach
    void end() throws Exception {
        process.destroyForcibly().waitFor();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void shouldEndCleanlyOnASignal(String signal) throws Exception {
        start("", "echo");

        signal(signal);

        process.waitFor();
        assertThat(process.exitValue()).isZero();
        assertThat(process.getInputStream().readAllBytes())
                .as("nothing after the first line")
                .isEmpty();
    }

    @Test
    void shouldSayWhereItListensEvenWhenItRefuses() throws Exception {
        InetSocketAddress address = start("", "busted:refuse");

        assertThat(address.getPort()).isPositive();
    }

    @Test
    void shouldReloadOnHangup() throws Exception {
        InetSocketAddress address = start("", "busted:handover");
        assertThat(WireClient.attempt(address, LONG)).isEqualTo(ECHO);

        signal("HUP");

        await().until(() -> WireClient.attempt(address, Duration.ofMillis(300)).ending() == Ending.SILENCE);
        assertThat(WireClient.attempt(address, Duration.ofMillis(300)).ending()).isEqualTo(Ending.SILENCE);
        assertThat(WireClient.attempt(address, LONG)).isEqualTo(ECHO);
    }

    @Test
    void shouldRestAndRecoverWhenDescriptorsRunOut() throws Exception {
        InetSocketAddress address = start("ulimit -n 60; ", "echo");
        List<WireClient> clients = new ArrayList<>();
        for (int index = 0; index < 100; index++) {
            clients.add(new WireClient(address));
        }
        assertThat(process.errorReader().readLine()).contains("Too many open files", "ulimit -n");
        Duration before = cpuTime();
        assertThat(clients.get(99)
                        .send(REQUEST)
                        .reply(REQUEST.length(), Duration.ofSeconds(2))
                        .ending())
                .as("no descriptor is left for it")
                .isEqualTo(Ending.SILENCE);
        assertThat(cpuTime().minus(before)).as("processor time of a 2 s rest").isLessThan(Duration.ofMillis(600));

        for (WireClient client : clients.subList(0, 99)) {
            client.close();
        }

        assertThat(clients.get(99).reply(REQUEST.length(), LONG)).isEqualTo(ECHO);
        clients.get(99).close();
    }

    private Duration cpuTime() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    private void signal(String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    /** Runs it behind a piece of shell, such as a limit, and waits for its line. */
    private InetSocketAddress start(String shell, String kind) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        process = new ProcessBuilder(
                        "sh",
                        "-c",
                        shell + "exec \"$@\"",
                        "sh",
                        "env",
                        // Whoever starts a build by nohup or in the background has it ignore these.
                        "--default-signal=HUP,INT",
                        java,
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReferenceServer.class.getName(),
                        kind)
                .start();
        BufferedReader output = process.inputReader();
        String line = output.readLine();
        assertThat(line).matches("listening on 127\\.0\\.0\\.1:\\d+");
        return loopback(Integer.parseInt(line.substring(line.indexOf(':') + 1)));
    }
}
