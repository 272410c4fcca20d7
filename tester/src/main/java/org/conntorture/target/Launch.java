package org.conntorture.target;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.conntorture.plan.Origin;
import org.conntorture.plan.Ready;

/**
 * All it takes to start and stop one target, whether built in, a command or a container's log.
 *
 * @param stop run to end it
 * @param version run once it is ready
 * @param address where it listens
 * @param containerPid its process if it is one of docker's, which is neither started nor ended as the tester's own are
 * @param behind where servers behind it listen
 */
record Launch(
        List<String> words,
        Optional<String> stop,
        Optional<String> version,
        Surroundings surroundings,
        InetSocketAddress address,
        OptionalLong containerPid,
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
                words,
                Optional.empty(),
                Optional.empty(),
                surroundings(work, Map.of(), work, port),
                new InetSocketAddress(HOST, port),
                OptionalLong.empty(),
                List.of(),
                ready);
    }

    static Launch of(Origin.Command command, Path work, int port) {
        return new Launch(
                Shell.words(command.command()),
                Optional.ofNullable(command.stop()),
                Optional.ofNullable(command.version()),
                surroundings(command.workdir(), command.env(), work, port),
                new InetSocketAddress(HOST, port),
                OptionalLong.empty(),
                command.behind().stream()
                        .map(address -> new InetSocketAddress(address, port))
                        .toList(),
                command.ready());
    }

    /** @param follow words that print what the container does until it ends */
    static Launch of(
            Origin.Compose compose,
            List<String> follow,
            String stop,
            Surroundings surroundings,
            InetSocketAddress address,
            long containerPid) {
        return new Launch(
                follow,
                Optional.of(stop),
                Optional.ofNullable(compose.version()),
                surroundings,
                address,
                OptionalLong.of(containerPid),
                List.of(),
                compose.ready());
    }

    Launch with(Mark mark) {
        Surroundings marked = surroundings.with(mark.environment());
        return new Launch(words, stop, version, marked, address, containerPid, behind, ready);
    }

    private static Surroundings surroundings(Path workdir, Map<String, String> env, Path work, int port) {
        return new Surroundings(workdir, env)
                .with(Map.of("HOST", HOST, "PORT", Integer.toString(port), "WORK", work.toString()));
    }
}
