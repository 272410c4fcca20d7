package org.conntorture.target;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.conntorture.plan.Target;

/** A target that can take load now. Methods may be called on any thread. */
public interface RunningTarget {
    Target target();

    InetSocketAddress address();

    /** Of the process the tester started, which may have left a daemon and be gone; none for an address. */
    OptionalLong pid();

    /** False once its processes have ended; always true where the tester did not start it and so cannot know. */
    boolean isAlive();

    /** Last lines of its log; empty for an address. */
    String lastOutput();

    Optional<Path> log();

    /** Runs its disturbance once and returns when that has ended; called by {@link Disturber}. */
    DisturbanceRun disturb() throws InterruptedException;

    /** Ends every process of it; returns what went wrong with that. A second call does nothing. */
    Optional<String> stop();
}
