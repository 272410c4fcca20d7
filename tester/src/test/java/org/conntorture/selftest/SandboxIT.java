package org.conntorture.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.conntorture.selftest.Trial.Status;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Needs network namespaces, as root or as an unprivileged user where the host allows that. */
class SandboxIT {

    @TempDir
    private Path directory;

    @BeforeEach
    void needSandboxes() throws IOException {
        boolean possible = true;
        try (Sandbox sandbox = Sandbox.open(directory)) {
            assertThat(sandbox.directory()).isEqualTo(directory);
        } catch (Sandbox.NotPermittedException notHere) {
            assertThat(notHere).hasMessageContaining("run it as root");
            possible = false;
        }
        assumeThat(possible).as("network namespaces are permitted").isTrue();
    }

    @Test
    void shouldHaveANetworkOfItsOwnWithLoopbackUp() throws Exception {
        try (Sandbox sandbox = Sandbox.open(directory)) {
            assertThat(sandbox.run("x", "ip -o link >links; setting ipv4/tcp_fin_timeout 7", 10))
                    .isNull();
            assertThat(Files.readAllLines(directory.resolve("links")))
                    .singleElement()
                    .asString()
                    .contains("lo:", "UP");
            assertThat(Files.readString(Path.of("/proc/sys/net/ipv4/tcp_fin_timeout")))
                    .isNotEqualTo("7\n");
            assertThat(sandbox.counters().value("TcpActiveOpens")).hasValue(0);
        }
    }

    @Test
    void shouldTellWhyACommandFailed() throws Exception {
        try (Sandbox sandbox = Sandbox.open(directory)) {
            assertThat(sandbox.run("wrong", "fail 'it is so'", 10)).isEqualTo("wrong failed: it is so");
            assertThat(sandbox.run("slow", "sleep 20", 1)).contains("more than 1 s");
        }
    }

    @Test
    void shouldEndDaemonsToo() throws Exception {
        try (Sandbox sandbox = Sandbox.open(directory)) {
            assertThat(sandbox.run("x", "serve echo; setsid sleep 100 >/dev/null 2>&1 &\nsleep 0.1", 20))
                    .isNull();
            assertThat(processes()).as("server and sleep").isEqualTo(2);
        }
        await().until(() -> processes() == 0);
    }

    @Test
    void shouldEndEverythingWhenItsHolderIsKilled() throws Exception {
        try (Sandbox sandbox = Sandbox.open(directory)) {
            Process process = sandbox.start("x", "sleep 100");
            ProcessHandle.current()
                    .children()
                    .filter(child -> child.info().command().orElse("").endsWith("unshare"))
                    .forEach(ProcessHandle::destroyForcibly);
            process.waitFor();
        }
        await().until(() -> processes() == 0);
    }

    @Test
    void shouldRemoveAControlGroupOnceItIsEmpty() throws Exception {
        Path place;
        try (ControlGroup group = controlGroup(ControlGroup.Use.CPU_QUOTA);
                Sandbox sandbox = Sandbox.open(directory, Map.of(ControlGroup.VARIABLE, group.path()))) {
            place = Path.of(group.path());
            assertThat(sandbox.run("x", "sleep 100 & cpu_quota $! 7", 10)).isNull();
            assertThat(Files.readAllLines(place.resolve("cgroup.procs"))).hasSize(1);
        }
        assertThat(place).doesNotExist();
    }

    @Test
    void shouldThawAControlGroupSoThatItGetsEmpty() throws Exception {
        Path place;
        try (Sandbox sandbox = Sandbox.open(directory);
                ControlGroup group = controlGroup(ControlGroup.Use.FREEZE)) {
            place = Path.of(group.path());
            String freeze = ControlGroup.VARIABLE + "=" + place + "\nsleep 0.1 & freeze $!\nsleep 0.2";
            assertThat(sandbox.run("x", freeze, 10)).isNull();
            assertThat(Files.readAllLines(place.resolve("cgroup.procs")))
                    .as("it does not end")
                    .hasSize(1);
        }
        assertThat(place).doesNotExist();
    }

    @Test
    void shouldProveAFaultBeforeItIsJudged() throws Exception {
        TrialRunner runner = new TrialRunner("org.conntorture.cli.Main", directory);

        assertThat(runner.run(refused("right").sees("connect-refused=20 OutRsts=20"))
                        .status())
                .isNotEqualTo(Status.NOT_MADE);
        assertThat(runner.run(refused("wrong").sees("connect-refused=19")))
                .matches(trial -> trial.status() == Status.NOT_MADE)
                .matches(trial -> trial.reason().contains("20 and 19"));
    }

    private static ControlGroup controlGroup(ControlGroup.Use use) throws IOException {
        try {
            return ControlGroup.make(use);
        } catch (Sandbox.NotPermittedException notHere) {
            assertThat(notHere).hasMessageContaining("run it as root");
            return abort("control groups are not permitted");
        }
    }

    private static Recipe refused(String name) {
        return Recipe.of(name, org.conntorture.diagnosis.CauseId.NO_LISTENER)
                .tester("127.0.0.1:8085 --workload echo -n 20");
    }

    /** Those started in the sandbox, by their environment. */
    private long processes() throws IOException {
        String mark = "WORK=" + directory;
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(process -> environment(process.pid()).contains(mark))
                    .count();
        }
    }

    private static String environment(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/environ"), java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }
}
