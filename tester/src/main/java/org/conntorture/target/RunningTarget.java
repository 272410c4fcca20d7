package org.conntorture.target;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.conntorture.plan.Target;

/**
 * A target that can take load now. Methods may be called on any thread. The defaults are those of a server that the
 * tester did not start and so knows nothing of.
 */
public interface RunningTarget {
    Target target();

    /** An {@link InetSocketAddress}, or a {@link java.net.UnixDomainSocketAddress}. */
    SocketAddress address();

    /** Of the process the tester started, which may have left a daemon and be gone. */
    default OptionalLong pid() {
        return OptionalLong.empty();
    }

    /** False once its processes have ended. */
    default boolean isAlive() {
        return true;
    }

    /** What its version command printed; empty where it has none. */
    default Optional<String> version() {
        return Optional.empty();
    }

    /** Last lines of its log. */
    default String lastOutput() {
        return "";
    }

    default Optional<Path> log() {
        return Optional.empty();
    }

    /** Where servers behind it listen, as far as its scenario says. */
    default List<InetSocketAddress> behind() {
        return List.of();
    }

    /** A file that it writes itself, by its name in the target's own directory; empty where there is none. */
    default Optional<Path> file(String name) {
        return Optional.empty();
    }

    /** Runs its disturbance once and returns when that has ended; called by {@link Disturber}. */
    DisturbanceRun disturb() throws InterruptedException;

    /** Ends every process of it; returns what went wrong with that. A second call does nothing. */
    default Optional<String> stop() {
        return Optional.empty();
    }
}
