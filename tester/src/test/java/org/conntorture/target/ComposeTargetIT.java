package org.conntorture.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.conntorture.plan.Disturbance;
import org.conntorture.plan.Origin;
import org.conntorture.plan.Ready;
import org.conntorture.plan.Target;
import org.conntorture.support.TargetSketch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of docker and made of its answers; a script stands for docker, as the machine may have none. */
class ComposeTargetIT {
    private static final Ready SOON = new Ready(null, Duration.ofSeconds(20));

    @TempDir
    Path directory;

    private TargetLauncher launcher;
    private ServerSocket server;

    @BeforeEach
    void prepare() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        launcher = new TargetLauncher(List.of(), directory.resolve("logs"));
        Files.createDirectory(directory.resolve("bin"));
        tool("docker", """
                #!/bin/sh
                echo "$COMPOSE_PROJECT_NAME: $*" >>"${CALLS:-/dev/null}"
                case "$1 $2" in
                    "version --format") [ -z "$NO_DAEMON" ] || { echo; echo "$NO_DAEMON"; exit 1; } ;;
                    "compose up") [ -z "$UP_FAILS" ] || { echo "$UP_FAILS"; exit 17; } ;;
                    "compose down") touch "$CALLS.down" ;;
                    "compose ps") echo ab12 ;;
                    "inspect --format") echo "ab12 ${RUNNING:-true 42} host" ;;
                    "logs --follow")
                        echo "the container speaks"
                        while [ ! -e "$CALLS.down" ] && [ -z "$ENDS" ]; do sleep 0.02; done ;;
                    "wait ab12") [ "$ENDS" != gone ] || { echo "no daemon" >&2; exit 1; }; echo "${ENDS:-0}" ;;
                esac
                """);
    }

    private void tool(String name, String script) throws IOException {
        Path file = Files.writeString(directory.resolve("bin").resolve(name), script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void shouldLeaveNothingBehind() throws IOException {
        launcher.close();
        server.close();

        assertThat(launcher.directory()).doesNotExist();
        assertThat(Pids.noneMarked()).isTrue();
    }

    @Test
    void shouldStartAServiceInAProjectOfItsOwnAndBringItDown() throws Exception {
        RunningTarget first = launcher.start(service(Map.of(), "true"));
        String project = calls().get(0).split(":")[0];

        assertThat(project).matches("conntorture-[0-9a-f]{8}-1");
        assertThat(first.address()).isEqualTo(new InetSocketAddress("127.0.0.1", server.getLocalPort()));
        assertThat(first.pid()).hasValue(42);
        assertThat(first.isAlive()).isTrue();
        await().untilAsserted(() -> assertThat(first.lastOutput()).isEqualTo("the container speaks"));
        assertThat(first.stop()).isEmpty();
        assertThat(first.isAlive()).isFalse();
        assertThat(calls())
                .contains(
                        project + ": compose up --detach pm2",
                        project + ": compose ps --quiet pm2",
                        project + ": compose down --volumes --remove-orphans --rmi local --timeout 1");
    }

    @Test
    void shouldGiveCommandsWhatReachesTheContainer() throws Exception {
        RunningTarget target = launcher.start(service(
                Map.of(), "echo $CONTAINER $PID $HOST $PORT $COMPOSE $COMPOSE_FILE >told && ! [ -e \"$WORK/none\" ]"));

        assertThat(target.disturb().trouble()).isEmpty();
        assertThat(directory.resolve("told"))
                .hasContent("ab12 42 127.0.0.1 " + server.getLocalPort() + " docker compose /c.yaml");
    }

    @Test
    void shouldSayWithDockersWordsThatNoDaemonAnswers() throws IOException {
        assertThatThrownBy(() -> launcher.start(service(Map.of("NO_DAEMON", "Cannot connect to it."), "true")))
                .isInstanceOf(TargetNotReadyException.class)
                .hasMessage("target 'server' could not be started, as docker does not answer: Cannot connect to it.");
        assertThat(calls()).noneMatch(call -> call.contains("compose up"));
    }

    @Test
    void shouldSayWhatDockerSaysAndBringDownWhatItBegan() throws IOException {
        assertThatThrownBy(() -> launcher.start(service(Map.of("UP_FAILS", "no such service: pm2"), "true")))
                .isInstanceOf(TargetNotReadyException.class)
                .hasMessage("target 'server' could not be started: 'docker compose up --detach pm2' ended with exit"
                        + " status 17; its last output:\n  no such service: pm2");
        assertThat(calls()).last().asString().contains("compose down");
    }

    @Test
    void shouldTellOfAContainerThatEndedAtOnce() throws IOException {
        assertThatThrownBy(() -> launcher.start(service(Map.of("RUNNING", "false 0", "ENDS", "3"), "true")))
                .hasMessage("target 'server' has a container that ended with exit status 3; its last output:\n"
                        + "  the container speaks");
        assertThatThrownBy(() -> launcher.start(service(Map.of("RUNNING", "false 0", "ENDS", "0"), "true")))
                .hasMessage("target 'server' has a container that ended at once, with exit status 0; its last output:\n"
                        + "  the container speaks");
        assertThat(calls()).last().asString().contains("compose down");
    }

    @Test
    void shouldNotWaitForAContainerThatEndsBeforeItListens() throws Exception {
        server.close();

        assertThatThrownBy(() -> launcher.start(service(Map.of("ENDS", "5"), "true")))
                .hasMessageStartingWith("target 'server' ended with exit status 5 before it was ready");
        assertThat(calls()).last().asString().contains("compose down");
    }

    @Test
    void shouldTellThatTheDaemonHasGoneInItsOwnWords() throws Exception {
        server.close();

        assertThatThrownBy(() -> launcher.start(service(Map.of("ENDS", "gone"), "true")))
                .hasMessageStartingWith("target 'server' ended with exit status 1 before it was ready")
                .hasMessageEndingWith("no daemon");
    }

    @Test
    void shouldTakeTheOlderProgramWhereThereIsNoPlugin() throws Exception {
        tool("docker-compose", "#!/bin/sh\nexec docker compose \"$@\"\n");
        Path docker = directory.resolve("bin/docker");
        Files.writeString(
                docker,
                Files.readString(docker)
                        .replace("case \"$1", "[ \"$1 $2\" != \"compose version\" ] || exit 1\ncase \"$1"));

        launcher.start(service(Map.of(), "echo $COMPOSE >told")).disturb();
        assertThat(directory.resolve("told")).hasContent("docker-compose");

        Files.delete(directory.resolve("bin/docker-compose"));
        assertThat(launcher.missingTool(service(Map.of("PATH", directory + "/bin"), "true")))
                .hasValueSatisfying(text -> assertThat(text).startsWith("neither docker compose nor docker-compose"));
    }

    @Test
    void shouldNameDockerWhereItIsMissing() throws IOException {
        assertThat(launcher.missingTool(service(Map.of(), "true"))).isEmpty();

        Files.delete(directory.resolve("bin/docker"));
        assertThat(launcher.missingTool(service(Map.of("PATH", directory + "/bin"), "true")))
                .hasValue("docker is not on the PATH: install the package docker.io");
    }

    private Target service(Map<String, String> variables, String disturbance) {
        Map<String, String> env = new HashMap<>(Map.of(
                "PATH",
                directory.resolve("bin") + ":/usr/bin:/bin",
                "CALLS",
                directory.resolve("calls").toString()));
        env.putAll(variables);
        Origin origin =
                new Origin.Compose(Path.of("/c.yaml"), "pm2", server.getLocalPort(), null, null, env, directory, SOON);
        Disturbance disturbed =
                new Disturbance(Duration.ofSeconds(1), disturbance, "it is disturbed", Duration.ofSeconds(20));
        return TargetSketch.of("server", one -> {
            one.origin = origin;
            one.disturbance = disturbed;
        });
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(directory.resolve("calls"));
    }
}
