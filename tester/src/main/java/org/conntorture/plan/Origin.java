package org.conntorture.plan;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a target comes from: somebody runs it already, the tester has it built in, a command starts it, or docker compose
 * does.
 */
public sealed interface Origin {

    /** A server that is already there, at a resolved address and port or at a {@link java.net.UnixDomainSocketAddress}. */
    record Address(SocketAddress address) implements Origin {
        public Address {
            if (address instanceof InetSocketAddress inet && inet.isUnresolved()) {
                throw new IllegalArgumentException("unknown host '" + inet.getHostString() + "'");
            }
        }
    }

    /** The address and port of a server that is already there; empty for a unix socket and for what is to be started. */
    default Optional<InetSocketAddress> knownInet() {
        return this instanceof Address known && known.address() instanceof InetSocketAddress inet
                ? Optional.of(inet)
                : Optional.empty();
    }

    /**
     * A reference server in a process of its own.
     *
     * @param kind {@code echo} or {@code busted:KIND}
     * @param options of {@code conntorture serve}, such as {@code --backlog=128}
     */
    record Builtin(String kind, List<String> options) implements Origin {
        public Builtin {
            options = List.copyOf(options);
        }
    }

    /**
     * A server that shell commands start and stop. Each runs as {@code sh -c} in {@code workdir} with {@code env} and
     * HOST, PORT (where to listen), WORK (an empty directory of the target's own, gone after the run) and, once
     * started, PID.
     *
     * @param prepare run once before the start, or null; equal ones of several targets run once
     * @param port to listen on, or 0 for a free one
     * @param stop run to end it, or null; whatever is left of its process tree is ended after it
     * @param version prints what it is, such as its release, or null
     * @param behind addresses on which servers behind it listen, on the same port
     * @param logs what it logs as a proxy, or null
     */
    record Command(
            String prepare,
            String command,
            String stop,
            String version,
            Map<String, String> env,
            Path workdir,
            int port,
            List<InetAddress> behind,
            Ready ready,
            ProxyLogs logs)
            implements Origin {
        public Command(
                String prepare,
                String command,
                String stop,
                String version,
                Map<String, String> env,
                Path workdir,
                int port,
                Ready ready) {
            this(prepare, command, stop, version, env, workdir, port, List.of(), ready, null);
        }

        public Command {
            env = Map.copyOf(env);
            behind = List.copyOf(behind);
            if (command.isBlank()) {
                throw new IllegalArgumentException("command must not be empty");
            }
            if (port < 0 || port > 65535) {
                throw new IllegalArgumentException("port must be 0 (a free one) to 65535, was " + port);
            }
        }
    }

    /**
     * A service of a compose file, started in a project of its own together with what it depends on, and met at its
     * container's own address. Its commands are run as those of {@link Command}, with CONTAINER and what compose reads too.
     *
     * @param file an absolute path
     * @param port on which it listens in its container
     * @param prepare as of a command
     * @param version as of a command
     */
    record Compose(
            Path file,
            String service,
            int port,
            String prepare,
            String version,
            Map<String, String> env,
            Path workdir,
            Ready ready)
            implements Origin {
        private static final Pattern SERVICE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

        public Compose {
            env = Map.copyOf(env);
            if (!SERVICE.matcher(service).matches()) {
                throw new IllegalArgumentException(
                        "service '" + service
                                + "' may have letters, digits, dots, dashes and underscores, and begins with a letter or digit");
            }
            if (port < 1 || port > 65535) {
                throw new IllegalArgumentException(
                        "port of a service is that in its container, 1 to 65535, was " + port);
            }
        }
    }
}
