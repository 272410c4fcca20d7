package org.conntorture.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Living, being disturbed and being ended, with real processes that write their pids into a file. */
class StartedTargetIT {
    private static final Duration SHORT = Duration.ofSeconds(1);

    @TempDir
    Path directory;

    private Path pids;
    private TargetLauncher launcher;

    @BeforeEach
    void openLauncher() throws IOException {
        pids = directory.resolve("pids");
        Patience little = new Patience(Duration.ofSeconds(20), SHORT);
        launcher = new TargetLauncher(List.of("false"), directory.resolve("logs"), little);
    }

    @AfterEach
    void shouldLeaveNothingBehind() throws IOException {
        launcher.close();

        assertThat(launcher.directory()).doesNotExist();
        assertThat(Pids.noneMarked()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "children                      | sleep 1000 & echo $! >>$PIDS; sh -c 'sleep 1000; true' & echo $! >>$PIDS",
                "daemons that keep the mark    | setsid sh -c 'echo $$ >>$PIDS; exec sleep 1000' & "
                        + "(setsid sh -c 'echo $$ >>$PIDS; exec sleep 1000' &)",
                "daemons that keep the session | (env -i sleep 1000 & echo $! >>$PIDS) & "
                        + "(env -i sh -c 'echo $$; exec sleep 1000' >>$PIDS &)",
            })
    void shouldEndTheWholeTree(String kind, String children) throws Exception {
        RunningTarget server = launcher.start(command(children + "; echo up; exec sleep 1000")
                .readyBy("up", Duration.ofSeconds(20))
                .build());
        List<Long> started = Pids.in(pids, 2);
        assertThat(started).allMatch(Pids::isAlive);

        assertThat(server.stop()).isEmpty();

        assertThat(Pids.noneAlive(started)).isTrue();
        assertThat(Pids.isAlive(server.pid().orElseThrow())).isFalse();
        assertThat(server.isAlive()).isFalse();
    }

    @Test
    void shouldLiveAsLongAsTheDaemonItsCommandLeaves() throws Exception {
        RunningTarget server = launcher.start(
                command("setsid " + TestTarget.SERVER + " & echo $! >$PIDS").build());
        long daemon = Pids.in(pids, 1).get(0);
        await().until(() -> !Pids.isAlive(server.pid().orElseThrow()));
        assertThat(server.isAlive()).isTrue();

        ProcessHandle.of(daemon).orElseThrow().destroyForcibly();

        await().until(() -> !server.isAlive());
    }

    @Test
    void shouldFindTheDaemonThatLeftSessionAndMarkByItsPort() throws Exception {
        RunningTarget server = launcher.start(command("setsid env -i " + TestTarget.SERVER + " & echo $! >$PIDS")
                .build());
        long daemon = Pids.in(pids, 1).get(0);
        await().until(() -> !Pids.isAlive(server.pid().orElseThrow()));
        assertThat(server.isAlive()).isTrue();

        server.stop();

        assertThat(Pids.isAlive(daemon)).isFalse();
    }

    @Test
    void shouldBeDeadOnceItsProcessIs() throws Exception {
        RunningTarget server = launcher.start(sleeping().build());

        ProcessHandle.of(server.pid().orElseThrow()).orElseThrow().destroyForcibly();

        await().until(() -> !server.isAlive());
    }

    @Test
    void shouldRunTheStopCommandBeforeItEndsTheRest() throws Exception {
        RunningTarget server = launcher.start(
                sleeping().stoppedBy("kill -0 $PID && echo $PID >$PIDS").build());

        assertThat(server.stop()).isEmpty();

        assertThat(Pids.in(pids, 1)).containsExactly(server.pid().orElseThrow());
    }

    @Test
    void shouldEndATargetWhoseStopCommandHangs() throws Exception {
        RunningTarget server = launcher.start(sleeping()
                .stoppedBy("echo $$ >$PIDS; echo stopping; sleep 1000")
                .build());

        assertThat(server.stop())
                .contains("stop command of target 'server' took too long and was ended; its last output:\n  stopping");

        assertThat(Pids.noneAlive(Pids.in(pids, 1))).isTrue();
        assertThat(Pids.isAlive(server.pid().orElseThrow())).isFalse();
    }

    @Test
    void shouldSayThatAStopCommandFailed() throws Exception {
        RunningTarget server = launcher.start(sleeping().stoppedBy("exit 3").build());

        assertThat(server.stop())
                .contains("stop command of target 'server' ended with exit status 3; it wrote nothing");
    }

    @Test
    void shouldKillWhatDoesNotEndWhenAsked() throws Exception {
        RunningTarget server = launcher.start(command("trap '' TERM; echo up; while :; do sleep 1000; done")
                .readyBy("up", Duration.ofSeconds(20))
                .build());

        assertThat(server.stop()).isEmpty();

        assertThat(Pids.isAlive(server.pid().orElseThrow())).isFalse();
    }

    @Test
    void shouldEndEvenWhenInterrupted() throws Exception {
        RunningTarget server = launcher.start(sleeping().build());

        Thread.currentThread().interrupt();
        server.stop();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(Pids.isAlive(server.pid().orElseThrow())).isFalse();
    }

    @Test
    void shouldEndEveryTargetAndItsLeftoversAtTheEndOfTheRun() throws Exception {
        launcher.start(sleeping()
                .preparedBy("setsid sleep 1000 & echo $! >>$PIDS")
                .named("one")
                .build());
        launcher.start(command("echo $$ >>$PIDS; echo up; exec sleep 1000")
                .readyBy("up", Duration.ofSeconds(20))
                .named("two")
                .build());
        List<Long> started = Pids.in(pids, 2);
        assertThat(started).allMatch(Pids::isAlive);

        launcher.close();

        assertThat(Pids.noneAlive(started)).isTrue();
    }

    @Test
    void shouldDisturbWithThePidOfTheTarget() throws Exception {
        RunningTarget server = launcher.start(sleeping()
                .disturbedBy("echo $PID >>$PIDS", Duration.ofSeconds(20))
                .build());

        assertThat(server.disturb().trouble()).isEmpty();
        DisturbanceRun second = server.disturb();

        assertThat(second.durationNs()).isPositive();
        assertThat(Pids.in(pids, 2)).containsOnly(server.pid().orElseThrow());
    }

    @Test
    void shouldTellWhatADisturbanceWroteWhenItFailed() throws Exception {
        RunningTarget server = launcher.start(sleeping()
                .disturbedBy("echo no such process; exit 1", Duration.ofSeconds(20))
                .build());

        assertThat(server.disturb().trouble())
                .contains("disturb command of target 'server' ended with exit status 1; its last output:\n"
                        + "  no such process");
    }

    @Test
    void shouldEndADisturbanceThatTakesTooLongButNotItsTarget() throws Exception {
        RunningTarget server = launcher.start(sleeping()
                .disturbedBy("sleep 1000 & echo $! >$PIDS; wait", SHORT)
                .build());

        assertThat(server.disturb().trouble())
                .contains("disturb command of target 'server' took too long and was ended; it wrote nothing");

        assertThat(Pids.noneAlive(Pids.in(pids, 1))).isTrue();
        assertThat(server.isAlive()).isTrue();
    }

    private TestTarget sleeping() {
        return command("echo up; exec sleep 1000").readyBy("up", Duration.ofSeconds(20));
    }

    private TestTarget command(String command) {
        return TestTarget.of(command, directory).with("PIDS", pids.toString());
    }
}
