package org.conntorture.target;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.conntorture.plan.Origin;
import org.conntorture.plan.Ready;

/**
 * All it takes to start and stop one target, whether built in or a command.
 *
 * @param prepare run before it, if its like has not run yet
 * @param stop run to end it
 * @param version run once it is ready
 * @param behind where servers behind it listen
 */
record Launch(
        Optional<String> prepare,
        List<String> words,
        Optional<String> stop,
        Optional<String> version,
        Surroundings surroundings,
        int port,
        List<InetSocketAddress> behind,
        Ready ready) {
    static final String HOST = "127.0.0.1";

    private static final Duration BUILTIN_READY_TIMEOUT = Duration.ofSeconds(30);

    /** @param prefix words that start a reference server, but for its kind and options */
    static Launch of(Origin.Builtin builtin, List<String> prefix, Path work, int port) {
        List<String> words = new ArrayList<>(prefix);
        words.add(builtin.kind());
        words.addAll(builtin.options());
        words.add("--host=" + HOST);
        words.add("--port=" + port);
        // Not by a connection: some of them refuse it, and to some the first one is already the one they lose.
        Ready ready = new Ready("listening on " + Pattern.quote(HOST + ":" + port), BUILTIN_READY_TIMEOUT);
        return new Launch(
                Optional.empty(),
                words,
                Optional.empty(),
                Optional.empty(),
                surroundings(work, Map.of(), work, port),
                port,
                List.of(),
                ready);
    }

    static Launch of(Origin.Command command, Path work, int port) {
        return new Launch(
                Optional.ofNullable(command.prepare()),
                Shell.words(command.command()),
                Optional.ofNullable(command.stop()),
                Optional.ofNullable(command.version()),
                surroundings(command.workdir(), command.env(), work, port),
                port,
                command.behind().stream()
                        .map(address -> new InetSocketAddress(address, port))
                        .toList(),
                command.ready());
    }

    Launch with(Mark mark) {
        return new Launch(prepare, words, stop, version, surroundings.with(mark.environment()), port, behind, ready);
    }

    private static Surroundings surroundings(Path workdir, Map<String, String> env, Path work, int port) {
        return new Surroundings(workdir, env)
                .with(Map.of("HOST", HOST, "PORT", Integer.toString(port), "WORK", work.toString()));
    }
}
