package org.conntorture.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.conntorture.plan.CloseMode;
import org.conntorture.plan.Disturbance;
import org.conntorture.plan.Ends;
import org.conntorture.plan.Load;
import org.conntorture.plan.LoadPlanner;
import org.conntorture.plan.LoadSettings;
import org.conntorture.plan.Origin;
import org.conntorture.plan.Payload;
import org.conntorture.plan.Ready;
import org.conntorture.plan.Role;
import org.conntorture.plan.RunPlan;
import org.conntorture.plan.Setting;
import org.conntorture.plan.Sources;
import org.conntorture.plan.Target;
import org.conntorture.plan.TransportChoice;
import org.conntorture.plan.Workload;
import org.conntorture.support.LoadSketch;
import org.conntorture.support.TargetSketch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioReaderTest {
    private static final LoadSettings EVERYTHING = LoadSettings.builder()
            .set(Setting.ATTEMPTS, 7L)
            .set(Setting.ROUNDS, 9)
            .set(Setting.WORKERS, 128)
            .set(Setting.THREADS, 2)
            .set(Setting.TRANSPORT, TransportChoice.NIO)
            .set(Setting.RATE, 50.0)
            .set(Setting.WARMUP, Duration.ZERO)
            .set(Setting.CONNECT_TIMEOUT, Duration.ofSeconds(1))
            .set(Setting.REPLY_TIMEOUT, Duration.ofSeconds(2))
            .set(Setting.WORKLOAD, Workload.Kind.CLOSE)
            .set(Setting.PAYLOAD, Payload.ofSize(3))
            .set(Setting.CLOSE, CloseMode.RST)
            .set(Setting.SOURCES, new Sources(List.of(), 5, 6))
            .build();

    @TempDir
    Path root;

    @Test
    void shouldFillInEveryDefault() {
        RunPlan plan = Scenarios.read(root, Scenarios.SMALLEST);
        assertThat(plan.name()).isEqualTo("small");
        assertThat(plan.description()).isEmpty();
        assertThat(plan.rounds()).isEqualTo(4);
        assertThat(plan.load()).isEqualTo(LoadSketch.of(one -> {
            one.workload(Workload.Kind.ECHO, Payload.DEFAULT);
            one.closeMode = CloseMode.FIN;
            one.workers = 5;
            one.threads = 1;
            one.transport = TransportChoice.AUTO;
            one.rate = 0;
            one.attempts(5);
            one.warmup = Duration.ofSeconds(1);
            one.connectTimeout = Duration.ofSeconds(10);
            one.replyTimeout = Duration.ofSeconds(5);
            one.sources = Sources.KERNEL;
        }));
        assertThat(plan.targets())
                .containsExactly(TargetSketch.of("a", one -> one.origin = new Origin.Builtin("echo", List.of())));
    }

    @Test
    void shouldFillInTheDefaultsOfACommand() {
        RunPlan plan = Scenarios.read(root, Scenarios.target("command: run\n    disturb: {every: 2s, command: again}"));
        Target target = plan.targets().get(0);
        assertThat(target.origin())
                .isEqualTo(new Origin.Command(
                        null, "run", null, null, Map.of(), root.resolve("scenarios"), 0, Ready.DEFAULT));
        assertThat(target.disturbance())
                .isEqualTo(new Disturbance(Duration.ofSeconds(2), "again", "it is disturbed", Duration.ofSeconds(60)));
    }

    @Test
    void shouldReadAServiceOfAComposeFile() {
        RunPlan plan = Scenarios.read(
                root,
                Scenarios.top("variables: {A: b}")
                        .replace(
                                "targets: [{name: a, role: subject, builtin: echo}]",
                                "targets: [{name: a, role: subject, compose: c.yaml, service: pm2, port: 8085, env: {C: d}},"
                                        + " {name: b, role: subject, compose: c.yaml, service: pm2, port: 8085,"
                                        + " prepare: make, version: v, workdir: ../servers, ready: {timeout: 5s}}]"));
        assertThat(plan.targets())
                .extracting(Target::origin)
                .containsExactly(
                        new Origin.Compose(
                                root.resolve("scenarios/c.yaml"),
                                "pm2",
                                8085,
                                null,
                                null,
                                Map.of("A", "b", "C", "d"),
                                root.resolve("scenarios"),
                                Ready.DEFAULT),
                        new Origin.Compose(
                                root.resolve("scenarios/c.yaml"),
                                "pm2",
                                8085,
                                "make",
                                "v",
                                Map.of("A", "b"),
                                root.resolve("servers"),
                                new Ready(null, Duration.ofSeconds(5))));
    }

    @Test
    void shouldReadEveryKeyOfTheLoad() {
        RunPlan plan = Scenarios.read(root, Scenarios.LARGEST);
        Load load = plan.load();
        assertThat(plan.description()).isEqualTo("all keys");
        assertThat(plan.rounds()).isEqualTo(3);
        assertThat(load.workload().payload().bytes()).asString().isEqualTo("ping\n");
        assertThat(load.closeMode()).isEqualTo(CloseMode.RST);
        assertThat(load.workers()).isEqualTo(1000);
        assertThat(load.threads()).isEqualTo(2);
        assertThat(load.transport()).isEqualTo(TransportChoice.EPOLL);
        assertThat(load.ratePerSecond()).isEqualTo(2500);
        assertThat(load.ends()).isEqualTo(new Ends(5_000_000, Duration.ofMinutes(90), 100));
        assertThat(load.warmup()).isEqualTo(Duration.ofMillis(250));
        assertThat(load.connectTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(load.replyTimeout()).isEqualTo(Duration.ofSeconds(4));
        assertThat(load.sources().addresses())
                .extracting("hostAddress")
                .containsExactly("127.0.0.1", "127.0.0.2", "127.9.9.9");
        assertThat(load.sources().firstPort()).isEqualTo(20000);
        assertThat(load.sources().lastPort()).isEqualTo(29999);
    }

    @Test
    void shouldReadEveryKeyOfTheTargets() {
        RunPlan plan = Scenarios.read(root, Scenarios.LARGEST);
        assertThat(plan.targets()).extracting(Target::name).containsExactly("java", "pm2", "pm2-reload", "other");
        assertThat(plan.targets().get(0).role()).isEqualTo(Role.CONTROL);
        assertThat(plan.targets().get(0).origin()).isEqualTo(new Origin.Builtin("echo", List.of("--backlog=128")));
        Target reload = plan.targets().get(2);
        assertThat(reload).isEqualTo(TargetSketch.of("pm2-reload", one -> {
            one.origin = new Origin.Command(
                    "./prepare.sh",
                    "./pm2.sh start",
                    "./pm2.sh kill",
                    "./pm2.sh version",
                    Map.of("GRACEFUL", "1", "PM2_VERSION", "7", "NODE_VERSION", "3.10"),
                    root.resolve("servers"),
                    8085,
                    new Ready("listening on .*", Duration.ofSeconds(20)));
            one.optional = true;
            one.requires = Map.of("node", "nodejs", "npm", "npm");
            one.disturbance =
                    new Disturbance(Duration.ofSeconds(2), "./pm2.sh reload", "it is reloaded", Duration.ofSeconds(50));
            one.undisturbed = "pm2";
        }));
        assertThat(plan.targets().get(3).origin().knownInet()).hasValueSatisfying(other -> {
            assertThat(other.getPort()).isEqualTo(8085);
            assertThat(other.getAddress().isLoopbackAddress()).isTrue();
        });
    }

    @Test
    void shouldReadPayloadsAndRequests() {
        assertThat(Scenarios.read(root, Scenarios.load("payload: {size: 4k}"))
                        .load()
                        .workload()
                        .payload()
                        .length())
                .isEqualTo(4096);
        assertThat(Scenarios.read(root, Scenarios.load("payload: {file: bytes.bin}"))
                        .load()
                        .workload()
                        .payload())
                .hasToString("file bytes.bin of 5 bytes")
                .extracting(Payload::length)
                .isEqualTo(5);
        assertThat(Scenarios.read(root, Scenarios.load("workload: connect"))
                        .load()
                        .workload())
                .isEqualTo(new Workload(Workload.Kind.CONNECT, Payload.NONE, null));
        assertThat(Scenarios.read(root, Scenarios.load("workload: request"))
                        .load()
                        .workload()
                        .http())
                .isEqualTo(new Workload.Http("/", 200));
        assertThat(Scenarios.read(root, Scenarios.HTTP).load().workload().http())
                .isEqualTo(new Workload.Http("/a?b=c", 204));
    }

    @Test
    void shouldShareTextsThroughAliases() {
        String yaml = Scenarios.targets("\n  - {name: a, role: subject, command: run, env: &e {A: b}}"
                + "\n  - {name: b, role: control, command: run, env: *e}");
        assertThat(Scenarios.read(root, yaml).targets())
                .extracting(target -> ((Origin.Command) target.origin()).env())
                .containsExactly(Map.of("A", "b"), Map.of("A", "b"));
    }

    @Test
    void shouldLetAKeyWinOverAMergedOne() {
        String yaml = Scenarios.targets("\n  - &a {name: a, role: subject, command: run}\n  - {<<: *a, name: b}");
        assertThat(Scenarios.read(root, yaml).targets())
                .extracting(Target::name)
                .containsExactly("a", "b");
    }

    @Test
    void shouldLayTheCommandLineOverTheScenario() {
        RunPlan plan = Scenarios.read(root, Scenarios.LARGEST, EVERYTHING);
        assertThat(plan.rounds()).isEqualTo(9);
        assertThat(plan.load()).isEqualTo(LoadSketch.of(one -> {
            one.workload(Workload.Kind.CLOSE, EVERYTHING.get(Setting.PAYLOAD));
            one.closeMode = CloseMode.RST;
            one.workers = 128;
            one.threads = 2;
            one.transport = TransportChoice.NIO;
            one.rate = 50;
            one.attempts(7);
            one.connectTimeout = Duration.ofSeconds(1);
            one.replyTimeout = Duration.ofSeconds(2);
            one.sources = EVERYTHING.get(Setting.SOURCES);
        }));
    }

    @Test
    void shouldReplaceAllEndsByOneOfTheCommandLine() {
        assertThat(Scenarios.read(root, Scenarios.LARGEST, LoadSettings.NONE.with(Setting.ATTEMPTS, 9L))
                        .load()
                        .ends())
                .isEqualTo(new Ends(9, null, 0));
        LoadSettings untilFailure = LoadSettings.NONE.with(Setting.FAILURES, 1L);
        // A clean target of several would never come to its failure, and no other would have its turn.
        assertThat(Scenarios.read(root, Scenarios.LARGEST, untilFailure).load().ends())
                .isEqualTo(new Ends(5_000_000, Duration.ofMinutes(90), 1));
        String endless = "name: x\ntargets: [{name: a, role: subject, builtin: echo}]\n";
        assertThat(Scenarios.read(root, endless, untilFailure).load().ends()).isEqualTo(new Ends(0, null, 1));
    }

    @Test
    void shouldReplaceVariablesButNotWhatATargetSetsItself() {
        Map<String, String> variables = Map.of("PM2_VERSION", "3.5.1", "NODE_VERSION", "10");
        RunPlan plan = Scenarios.read(root, Scenarios.LARGEST, LoadSettings.NONE, variables);
        assertThat(((Origin.Command) plan.targets().get(1).origin()).env())
                .containsOnly(entry("PM2_VERSION", "3.5.1"), entry("NODE_VERSION", "10"));
        assertThat(((Origin.Command) plan.targets().get(2).origin()).env()).containsEntry("PM2_VERSION", "7");
    }

    @Test
    void shouldNameTheVariablesThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scenarios.read(root, Scenarios.LARGEST, LoadSettings.NONE, Map.of("FOO", "1")))
                .withMessage("the scenario has no variable 'FOO'; known are: NODE_VERSION, PM2_VERSION");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scenarios.read(root, Scenarios.SMALLEST, LoadSettings.NONE, Map.of("FOO", "1")))
                .withMessage("the scenario has no variable 'FOO', nor any other");
    }

    @Test
    void shouldNotBlameTheFileForTheCommandLine() {
        LoadSettings oneWorker = LoadSettings.NONE.with(Setting.WORKERS, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scenarios.read(root, Scenarios.LARGEST, oneWorker))
                .isNotInstanceOf(ScenarioException.class)
                .withMessage("threads must be 1 to the number of workers (1), was 2");
    }

    @Test
    void shouldRefuseAPayloadThatIsNotSent() {
        LoadSettings payload = LoadSettings.builder()
                .set(Setting.WORKLOAD, Workload.Kind.CONNECT)
                .set(Setting.PAYLOAD, Payload.DEFAULT)
                .build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scenarios.read(root, Scenarios.SMALLEST, payload))
                .withMessage("payload is for workloads that write, the workload is connect");
    }

    @Test
    void shouldTakeNoMoreEventLoopsThanTheyNeedOrTheMachineHas() {
        assertThat(eventLoops(64, 16)).isEqualTo(1);
        assertThat(eventLoops(65, 16)).isEqualTo(2);
        assertThat(eventLoops(10_000, 4)).isEqualTo(4);
    }

    private static int eventLoops(int workers, int processors) {
        LoadSettings settings = LoadSettings.builder()
                .set(Setting.ATTEMPTS, 1L)
                .set(Setting.WORKERS, workers)
                .build();
        return new LoadPlanner(processors).plan(settings).threads();
    }
}
