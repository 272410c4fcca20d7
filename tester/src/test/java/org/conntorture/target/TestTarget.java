package org.conntorture.target;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.conntorture.plan.Disturbance;
import org.conntorture.plan.Origin;
import org.conntorture.plan.Ready;
import org.conntorture.plan.Role;
import org.conntorture.plan.Target;
import org.conntorture.support.TargetSketch;

/** Targets of shell commands, spelled out part by part; each part gives a new one. */
record TestTarget(
        String name,
        String prepare,
        String command,
        String stop,
        String version,
        Map<String, String> env,
        Path workdir,
        int port,
        Ready ready,
        Disturbance disturbance) {

    /** A server on PORT, as words for a shell. */
    static final String SERVER =
            JavaCommand.of(ListeningMain.class.getName()).stream().collect(Collectors.joining("' '", "'", "'"))
                    + " --port=$PORT";

    private static final Ready SOON = new Ready(null, Duration.ofSeconds(20));

    /** In {@code workdir}, ready once it listens. */
    static TestTarget of(String command, Path workdir) {
        return new TestTarget("server", null, command, null, null, Map.of(), workdir, 0, SOON, null);
    }

    TestTarget named(String name) {
        return new TestTarget(name, prepare, command, stop, version, env, workdir, port, ready, disturbance);
    }

    TestTarget preparedBy(String prepare) {
        return new TestTarget(name, prepare, command, stop, version, env, workdir, port, ready, disturbance);
    }

    TestTarget stoppedBy(String stop) {
        return new TestTarget(name, prepare, command, stop, version, env, workdir, port, ready, disturbance);
    }

    TestTarget toldBy(String version) {
        return new TestTarget(name, prepare, command, stop, version, env, workdir, port, ready, disturbance);
    }

    TestTarget on(int port) {
        return new TestTarget(name, prepare, command, stop, version, env, workdir, port, ready, disturbance);
    }

    TestTarget with(String variable, String value) {
        return new TestTarget(
                name, prepare, command, stop, version, Map.of(variable, value), workdir, port, ready, disturbance);
    }

    /** @param output of which a line must match, or null: then the port decides */
    TestTarget readyBy(String output, Duration timeout) {
        return new TestTarget(
                name, prepare, command, stop, version, env, workdir, port, new Ready(output, timeout), disturbance);
    }

    TestTarget disturbedBy(String command, Duration timeout) {
        Disturbance disturbance = new Disturbance(Duration.ofSeconds(1), command, "it is disturbed", timeout);
        return new TestTarget(name, prepare, this.command, stop, version, env, workdir, port, ready, disturbance);
    }

    Target build() {
        Origin origin = new Origin.Command(prepare, command, stop, version, env, workdir, port, ready);
        return TargetSketch.of(name, one -> {
            one.origin = origin;
            one.disturbance = disturbance;
        });
    }

    static Target builtin(List<String> options) {
        return TargetSketch.of("java", one -> {
            one.role = Role.CONTROL;
            one.origin = new Origin.Builtin("echo", options);
        });
    }
}
