package org.conntorture.target;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.conntorture.plan.Origin;
import org.conntorture.plan.Target;

/**
 * Starts services with docker compose, each in a project of its own. The keeper is told of a project before it begins, so
 * that nothing of it stays should the tester not bring it down.
 */
final class ComposeStarter {
    private final Shell shell;
    private final Keeper keeper;
    private final Mark runMark;
    private final Path logDirectory;
    private final Patience patience;

    ComposeStarter(Shell shell, Keeper keeper, Mark runMark, Path logDirectory, Patience patience) {
        this.shell = shell;
        this.keeper = keeper;
        this.runMark = runMark;
        this.logDirectory = logDirectory;
        this.patience = patience;
    }

    /** What a project's commands are given, but for what only its container knows. */
    static Surroundings surroundings(ComposeProject project, Path work) {
        Origin.Compose origin = project.origin();
        return new Surroundings(origin.workdir(), origin.env())
                .with(project.environment())
                .with(Map.of("PORT", Integer.toString(origin.port()), "WORK", work.toString()));
    }

    /** Returns how to follow, ask and end the container, which runs but may not listen yet. */
    Launch start(Target target, ComposeProject project, Surroundings surroundings)
            throws IOException, InterruptedException, TargetNotReadyException {
        requireDaemon(target, surroundings);
        keeper.guardProject(project.name());
        boolean up = false;
        try {
            Container container = container(target, project, surroundings);
            up = true;
            return launch(project, container, surroundings);
        } finally {
            if (!up) {
                // It may have got half-way, and why it could not start is told already.
                run(target, project.down(), "stop", surroundings, patience.stop());
            }
        }
    }

    private void requireDaemon(Target target, Surroundings surroundings)
            throws IOException, InterruptedException, TargetNotReadyException {
        CommandResult daemon = run(target, ComposeProject.DAEMON, "compose", surroundings, patience.stop());
        if (daemon.exitStatus() != 0) {
            throw new TargetNotReadyException(
                    target.name(),
                    "could not be started, as docker does not answer: "
                            + daemon.lastOutput().strip());
        }
    }

    private Container container(Target target, ComposeProject project, Surroundings surroundings)
            throws IOException, InterruptedException, TargetNotReadyException {
        require(target, project.up(), "compose", surroundings, patience.prepare());
        Container container;
        try {
            container = Container.parse(require(target, project.inspect(), "inspect", surroundings, patience.stop()));
        } catch (IllegalArgumentException unreachable) {
            throw new TargetNotReadyException(target.name(), unreachable.getMessage());
        }
        if (!container.running()) {
            String ended = String.join(" ", ComposeProject.follow(container).subList(2, 3));
            CommandResult output = run(target, ended, "compose", surroundings, patience.stop());
            throw new TargetNotReadyException(
                    target.name(),
                    output.trouble("has a container that")
                            .orElse("has a container that ended at once, with exit status 0"
                                    + OutputLog.quoted(output.lastOutput())));
        }
        return container;
    }

    private static Launch launch(ComposeProject project, Container container, Surroundings surroundings) {
        Origin.Compose origin = project.origin();
        return Launch.of(
                origin,
                ComposeProject.follow(container),
                project.down(),
                surroundings.with(Map.of("HOST", container.address().getHostAddress(), "CONTAINER", container.id())),
                new InetSocketAddress(container.address(), origin.port()),
                container.pid());
    }

    private String require(Target target, String command, String kind, Surroundings surroundings, Duration timeout)
            throws IOException, InterruptedException, TargetNotReadyException {
        CommandResult result = run(target, command, kind, surroundings, timeout);
        Optional<String> trouble = result.trouble("could not be started: '" + command + "'");
        if (trouble.isPresent()) {
            throw new TargetNotReadyException(target.name(), trouble.get());
        }
        return result.lastOutput();
    }

    private CommandResult run(Target target, String command, String kind, Surroundings surroundings, Duration timeout)
            throws IOException, InterruptedException {
        Path log = logDirectory.resolve(target.name() + "." + kind + ".log");
        return shell.run(command, surroundings.with(runMark.environment()), log, timeout);
    }
}
