package org.conntorture.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conntorture.plan.Origin;
import org.conntorture.plan.Ready;
import org.conntorture.plan.Role;
import org.conntorture.plan.Target;
import org.conntorture.support.TargetSketch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starting and getting ready, with real processes. */
class TargetLauncherIT {
    private static final Duration SHORT = Duration.ofSeconds(1);

    @TempDir
    Path directory;

    private TargetLauncher launcher;

    @BeforeEach
    void openLauncher() throws IOException {
        launcher = new TargetLauncher(JavaCommand.of(ListeningMain.class.getName()), directory.resolve("logs"));
    }

    @AfterEach
    void shouldLeaveNothingBehind() throws IOException {
        launcher.close();

        assertThat(launcher.directory()).doesNotExist();
        assertThat(Pids.noneMarked()).isTrue();
    }

    @Test
    void shouldStartABuiltinServer() throws Exception {
        RunningTarget server = launcher.start(TestTarget.builtin(List.of("--backlog=128")));

        connect(inet(server));
        assertThat(server.isAlive()).isTrue();
        assertThat(server.lastOutput())
                .contains("arguments echo --backlog=128 --host=127.0.0.1 --port=")
                .contains("listening on 127.0.0.1:" + inet(server).getPort());
        assertThat(server.log()).contains(directory.resolve("logs/java.log"));
    }

    private static InetSocketAddress inet(RunningTarget server) {
        return (InetSocketAddress) server.address();
    }

    @Test
    void shouldBeReadyOnceThePortAcceptsAConnection() throws Exception {
        RunningTarget server =
                launcher.start(command("exec " + TestTarget.SERVER).build());

        connect(inet(server));
    }

    @Test
    void shouldTellWhatTheVersionCommandPrints() throws Exception {
        TestTarget server = command("exec " + TestTarget.SERVER);

        assertThat(launcher.start(server.toldBy("echo v7 of $PORT").build()))
                .returns(
                        true,
                        told -> told.version()
                                .equals(Optional.of("v7 of " + inet(told).getPort())));
        assertThat(launcher.start(server.named("odd").toldBy("no-such-tool").build())
                        .version())
                .hasValueSatisfying(
                        text -> assertThat(text).startsWith("unknown: its version command ended with exit status 127"));
        assertThat(launcher.start(server.named("silent").build()).version()).isEmpty();
    }

    @Test
    void shouldBeReadyOnceALineOfItsOutputMatches() throws Exception {
        Target target = command("echo worker 2 is up; exec sleep 1000")
                .readyBy("worker \\d is up", Duration.ofSeconds(20))
                .build();

        assertThat(launcher.start(target).isAlive()).isTrue();
    }

    @Test
    void shouldSayWhatAFailedCommandLastWrote() {
        Target target =
                command("echo reading config; echo no such key >&2; exit 7").build();

        assertThatThrownBy(() -> launcher.start(target))
                .isInstanceOf(TargetNotReadyException.class)
                .hasMessage("target 'server' ended with exit status 7 before it was ready; its last output:\n"
                        + "  reading config\n  no such key");
    }

    @Test
    void shouldSayWhatItWaitedForInVain() throws Exception {
        Path pids = directory.resolve("pids");
        Target target = command("echo $$ >" + pids + "; exec sleep 1000")
                .readyBy(null, SHORT)
                .build();

        assertThatThrownBy(() -> launcher.start(target))
                .isInstanceOf(TargetNotReadyException.class)
                .hasMessageMatching("target 'server' was not ready within 1 s: "
                        + "nothing accepts a connection on 127.0.0.1:\\d+; it wrote nothing");
        assertThat(Pids.noneAlive(Pids.in(pids, 1))).isTrue();
    }

    @Test
    void shouldSayWhichOutputItWaitedForInVain() {
        Target target = command("true").readyBy("all up", SHORT).build();

        assertThatThrownBy(() -> launcher.start(target))
                .hasMessageContaining(
                        "no line of its output matches 'all up', " + "and its command has ended with exit status 0");
    }

    @Test
    void shouldNotStartOnAPortInUse() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Target target = command("exit 1").on(other.getLocalPort()).build();

            assertThatThrownBy(() -> launcher.start(target))
                    .hasMessage("target 'server' could not be started: port " + other.getLocalPort()
                            + " is already in use");
        }
    }

    @Test
    void shouldNotStartInADirectoryThatIsNone() {
        Target target = TestTarget.of("true", directory.resolve("absent")).build();

        assertThatThrownBy(() -> launcher.start(target))
                .hasMessage("target 'server' could not be started: its workdir " + directory.resolve("absent")
                        + " is not a directory");
    }

    @Test
    void shouldGiveCommandsTheirSurroundings() throws Exception {
        Target target = command("echo \"$HOST $PORT $COLOUR $(pwd)\"; echo \"$WORK\"; ls -A \"$WORK\"; exec sleep 1000")
                .with("COLOUR", "blue")
                .readyBy("^/", Duration.ofSeconds(20))
                .build();

        RunningTarget server = launcher.start(target);

        List<String> lines = server.lastOutput().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).isEqualTo("127.0.0.1 " + inet(server).getPort() + " blue " + directory.toRealPath());
        assertThat(Path.of(lines.get(1))).isEmptyDirectory().startsWith(launcher.directory());
        // Room for 40 characters below it, of the 107 that the path of a unix socket has.
        assertThat(lines.get(1)).hasSizeLessThan(67);
    }

    @Test
    void shouldPrepareOnceForAllThatNeedTheSame() throws Exception {
        Path count = directory.resolve("count");
        TestTarget target = command("exec " + TestTarget.SERVER).preparedBy("echo prepared >>" + count);

        launcher.start(target.named("pm2").build());
        launcher.start(target.named("pm2-reload").build());
        assertThat(count).hasContent("prepared");

        launcher.start(target.named("other").with("VERSION", "3").build());
        assertThat(count).hasContent("prepared\nprepared");
    }

    @Test
    void shouldSayWhyATargetCouldNotBePrepared() {
        Path started = directory.resolve("started");
        TestTarget target = command("touch " + started).preparedBy("echo no network; exit 4");

        for (String name : List.of("pm2", "pm2-reload")) {
            assertThatThrownBy(() -> launcher.start(target.named(name).build()))
                    .isInstanceOf(TargetNotReadyException.class)
                    .hasMessage("target '" + name + "' could not be prepared: 'echo no network; exit 4' "
                            + "ended with exit status 4; its last output:\n  no network");
        }
        assertThat(started).doesNotExist();
    }

    @Test
    void shouldLookForToolsInThePathOfTheTarget() {
        Origin origin = new Origin.Command(
                null, "go run .", null, null, Map.of("PATH", directory.toString()), directory, 0, Ready.DEFAULT);
        Target target = TargetSketch.of("go", one -> {
            one.role = Role.CONTROL;
            one.origin = origin;
            one.optional = true;
            one.requires = Map.of("sh", "dash");
        });

        assertThat(launcher.missingTool(target)).contains("sh is not on the PATH: install the package dash");
        assertThat(launcher.missingTool(TestTarget.builtin(List.of()))).isEmpty();
    }

    @Test
    void shouldLeaveAnAddressAsItIs() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = (InetSocketAddress) server.getLocalSocketAddress();
            Target target = TargetSketch.at("given", address);

            RunningTarget given = launcher.start(target);

            assertThat(given.address()).isEqualTo(address);
            assertThat(given.stop()).isEmpty();
            connect(address);
        }
    }

    @Test
    void shouldStartNothingOnceClosed() {
        launcher.close();

        assertThatThrownBy(() -> launcher.start(command("true").build()))
                .hasMessage("target 'server' was not started: the run is ending");
    }

    private TestTarget command(String command) {
        return TestTarget.of(command, directory);
    }

    private static void connect(InetSocketAddress address) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(address, 5000);
        }
    }
}
