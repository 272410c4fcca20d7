package org.conntorture.target;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.conntorture.plan.Disturbance;
import org.conntorture.plan.Target;

/** A target whose processes the tester started, is asked about, disturbs and ends. */
final class StartedTarget implements RunningTarget {
    private final Target target;
    private final Launch launch;
    private final InetSocketAddress address;
    private final Process process;
    private final ProcessTree tree;
    private final OutputLog output;
    private final Shell shell;
    private final Duration stopTimeout;
    /** Those of a container or a system service are not ours, and then only their manager knows whether they live. */
    private volatile boolean hasOwnProcesses = true;

    private volatile Optional<String> version = Optional.empty();

    private volatile boolean stopped;

    StartedTarget(
            Target target,
            Launch launch,
            Process process,
            ProcessTree tree,
            OutputLog output,
            Shell shell,
            Duration stopTimeout) {
        this.target = target;
        this.launch = launch;
        this.address = launch.address();
        this.process = process;
        this.tree = tree;
        this.output = output;
        this.shell = shell;
        this.stopTimeout = stopTimeout;
    }

    /** Called once by the launcher. */
    void awaitReady() throws TargetNotReadyException, IOException, InterruptedException {
        Optional<String> reason = new Readiness(process, launch.ready(), address, output).await();
        if (reason.isPresent()) {
            throw new TargetNotReadyException(target.name(), reason.get() + OutputLog.quoted(output.lastLines()));
        }
        addListener();
        hasOwnProcesses = tree.isAlive();
        if (launch.version().isPresent()) {
            CommandResult printed = run(launch.version().get(), "version", stopTimeout);
            version =
                    Optional.of(printed.trouble("unknown: its version command").orElse(printed.lastOutput()));
        }
    }

    /** What listens in a container is docker's. */
    private void addListener() {
        if (launch.containerPid().isEmpty()) {
            tree.addListener(address.getPort());
        }
    }

    @Override
    public Target target() {
        return target;
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public OptionalLong pid() {
        return OptionalLong.of(launch.containerPid().orElse(process.pid()));
    }

    @Override
    public boolean isAlive() {
        if (stopped) {
            return false;
        }
        if (process.isAlive()) {
            return true;
        }
        return process.exitValue() == 0 && (!hasOwnProcesses || tree.isAlive());
    }

    @Override
    public Optional<String> version() {
        return version;
    }

    @Override
    public String lastOutput() {
        try {
            return output.lastLines();
        } catch (IOException unreadable) {
            return "(its log cannot be read: " + unreadable.getMessage() + ")";
        }
    }

    @Override
    public Optional<Path> log() {
        return Optional.of(output.file());
    }

    @Override
    public List<InetSocketAddress> behind() {
        return launch.behind();
    }

    @Override
    public Optional<Path> file(String name) {
        return Optional.of(
                        Path.of(launch.surroundings().environment().get("WORK")).resolve(name))
                .filter(Files::isReadable);
    }

    @Override
    public DisturbanceRun disturb() throws InterruptedException {
        Disturbance disturbance = target.disturbance();
        long startNs = System.nanoTime();
        CommandResult result = run(disturbance.command(), "disturb", disturbance.timeout());
        long endNs = System.nanoTime();
        // A new daemon may have come of it, which is easier to see now than when it has to be ended.
        tree.isAlive();
        return new DisturbanceRun(startNs, endNs, result.trouble("disturb command of target '" + target.name() + "'"));
    }

    @Override
    public synchronized Optional<String> stop() {
        if (stopped) {
            return Optional.empty();
        }
        stopped = true;
        addListener();
        List<String> troubles = new ArrayList<>();
        launch.stop().flatMap(this::runStop).ifPresent(troubles::add);
        Set<ProcessRow> left = tree.end();
        if (!left.isEmpty()) {
            List<Long> pids = left.stream().map(ProcessRow::pid).toList();
            troubles.add("processes " + pids + " of target '" + target.name() + "' could not be ended");
        }
        return Optional.of(String.join("\n", troubles)).filter(text -> !text.isEmpty());
    }

    private Optional<String> runStop(String command) {
        boolean interrupted = Thread.interrupted();
        try {
            return run(command, "stop", stopTimeout).trouble("stop command of target '" + target.name() + "'");
        } catch (InterruptedException hurry) {
            interrupted = true;
            return Optional.empty();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Output goes beside the target's own, into {@code NAME.KIND.log}. */
    private CommandResult run(String command, String kind, Duration timeout) throws InterruptedException {
        Surroundings withPid = launch.surroundings().with("PID", Long.toString(pid().getAsLong()));
        Path log = output.file().resolveSibling(target.name() + "." + kind + ".log");
        try {
            return shell.run(command, withPid, log, timeout);
        } catch (IOException cannotStart) {
            return new CommandResult(-1, false, String.valueOf(cannotStart.getMessage()));
        }
    }
}
