package org.conntorture.target;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.conntorture.kernel.Sysctl;
import org.conntorture.plan.Origin;
import org.conntorture.plan.Target;

/**
 * Starts the targets of one run and ends them all. {@link #start} is called by the run's thread; {@link #close} by it
 * or, after a signal, by another one meanwhile. The keeper does the same should the tester not get that far.
 */
public final class TargetLauncher implements AutoCloseable {
    /** Characters of the run's id that tell its compose projects from those of other runs. */
    private static final int SHORT_ID = 8;

    private final List<String> builtinCommand;
    private final Path logDirectory;
    private final Patience patience;
    /** Short, as daemons put unix sockets below it, whose paths end at 107 characters. */
    private final Path directory;

    private final ProcessTable table = new ProcessTable(ProcessTable.ROOT);
    private final FreePorts freePorts = FreePorts.ofHost(new Sysctl(Sysctl.ROOT));
    private final Mark runMark;
    private final ProcessRow tester = table.self();
    private final Shell shell;
    private final Keeper keeper;
    private final String runId = UUID.randomUUID().toString();
    private final ComposeStarter composer;
    /** By directory, command and environment: what went wrong, or empty. */
    private final Map<List<Object>, Optional<String>> prepared = new HashMap<>();

    private final List<StartedTarget> targets = new CopyOnWriteArrayList<>();
    private int launches;
    private volatile boolean closed;

    /**
     * @param builtinCommand words that start a reference server, to which kind and options are added: {@link
     *     JavaCommand}
     * @param logDirectory where the output of each target goes, into NAME.log; created if missing
     */
    public TargetLauncher(List<String> builtinCommand, Path logDirectory) throws IOException {
        this(builtinCommand, logDirectory, Patience.USUAL);
    }

    TargetLauncher(List<String> builtinCommand, Path logDirectory, Patience patience) throws IOException {
        this.builtinCommand = List.copyOf(builtinCommand);
        this.logDirectory = Files.createDirectories(logDirectory).toAbsolutePath();
        this.patience = patience;
        runMark = Mark.ofRun(runId);
        shell = new Shell(table, tester, ToolPath.ofTester());
        directory = Files.createTempDirectory("ct-").toRealPath();
        keeper = Keeper.start(shell, runId, directory);
        composer = new ComposeStarter(shell, keeper, runMark, this.logDirectory, patience);
    }

    /** The run's directory, removed at its end. */
    Path directory() {
        return directory;
    }

    /** Which required tools are missing and what to install, or empty. Looks in the PATH the target's commands get. */
    public Optional<String> missingTool(Target target) {
        ToolPath tools = toolsOf(target.origin());
        Optional<String> missing = tools.missing(target.requires());
        return missing.isEmpty() && target.origin() instanceof Origin.Compose ? DockerTools.missing(tools) : missing;
    }

    private static ToolPath toolsOf(Origin origin) {
        Map<String, String> env = origin instanceof Origin.Command command
                ? command.env()
                : origin instanceof Origin.Compose compose ? compose.env() : Map.of();
        return env.containsKey("PATH") ? new ToolPath(env.get("PATH")) : ToolPath.ofTester();
    }

    /** Returns once the target can take load; when it fails, nothing of the target is left running. */
    public RunningTarget start(Target target) throws TargetNotReadyException, InterruptedException {
        if (target.origin() instanceof Origin.Address known) {
            return new AddressTarget(target, known.address());
        }
        requireOpen(target);
        try {
            return launch(target, launchOf(target));
        } catch (IOException cannotStart) {
            throw new TargetNotReadyException(target.name(), "could not be started: " + cannotStart.getMessage());
        }
    }

    /** Ends all targets, the last started first; the keeper ends whatever prepare commands left. */
    @Override
    public void close() {
        closed = true;
        for (ListIterator<StartedTarget> last = targets.listIterator(targets.size()); last.hasPrevious(); ) {
            last.previous().stop();
        }
        keeper.finish();
    }

    /** Prepares it, and in the case of a container starts it. */
    private Launch launchOf(Target target) throws IOException, InterruptedException, TargetNotReadyException {
        launches++;
        Path work = Files.createDirectory(directory.resolve(Integer.toString(launches)));
        if (target.origin() instanceof Origin.Builtin builtin) {
            return Launch.of(builtin, builtinCommand, work, freePorts.take());
        }
        if (target.origin() instanceof Origin.Compose compose) {
            return launchOf(target, compose, work);
        }
        Origin.Command command = (Origin.Command) target.origin();
        if (command.port() != 0 && !FreePorts.isFree(command.port())) {
            throw new TargetNotReadyException(
                    target.name(), "could not be started: port " + command.port() + " is already in use");
        }
        Launch launch = Launch.of(command, work, command.port() != 0 ? command.port() : freePorts.take());
        prepare(target, command.prepare(), launch.surroundings(), command.env());
        return launch;
    }

    private Launch launchOf(Target target, Origin.Compose compose, Path work)
            throws IOException, InterruptedException, TargetNotReadyException {
        String tool =
                DockerTools.compose(toolsOf(compose)).orElseThrow(() -> new IOException("there is no docker compose"));
        String name = "conntorture-" + runId.substring(0, SHORT_ID) + "-" + launches;
        ComposeProject project = new ComposeProject(tool, name, compose);
        Surroundings surroundings = ComposeStarter.surroundings(project, work);
        prepare(target, compose.prepare(), surroundings, compose.env());
        return composer.start(target, project, surroundings);
    }

    private void prepare(Target target, String command, Surroundings surroundings, Map<String, String> env)
            throws IOException, InterruptedException, TargetNotReadyException {
        if (command == null) {
            return;
        }
        List<Object> step = List.of(surroundings.directory(), command, env);
        if (!prepared.containsKey(step)) {
            Path log = logDirectory.resolve(target.name() + ".prepare.log");
            prepared.put(
                    step,
                    shell.run(command, surroundings.with(runMark.environment()), log, patience.prepare())
                            .trouble("could not be prepared: '" + command + "'"));
        }
        Optional<String> trouble = prepared.get(step);
        if (trouble.isPresent()) {
            throw new TargetNotReadyException(target.name(), trouble.get());
        }
    }

    private RunningTarget launch(Target target, Launch planned)
            throws IOException, InterruptedException, TargetNotReadyException {
        Mark mark = runMark.withTarget(target.name());
        Launch launch = planned.with(mark);
        OutputLog output = OutputLog.from(logDirectory.resolve(target.name() + ".log"));
        Process process = shell.start(launch.words(), launch.surroundings(), output.file());
        ProcessTree tree = new ProcessTree(table, tester, mark, keeper::guard);
        tree.add(process.pid(), shell.beginsSessions());
        StartedTarget started = new StartedTarget(target, launch, process, tree, output, shell, patience.stop());
        targets.add(started);
        boolean ready = false;
        try {
            requireOpen(target);
            started.awaitReady();
            ready = true;
            return started;
        } finally {
            if (!ready) {
                started.stop();
            }
        }
    }

    private void requireOpen(Target target) throws TargetNotReadyException {
        if (closed) {
            throw new TargetNotReadyException(target.name(), "was not started: the run is ending");
        }
    }
}
