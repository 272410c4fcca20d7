package org.conntorture.target;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.conntorture.plan.Target;

/** A server that somebody else runs: the tester leaves it as it is. */
record AddressTarget(Target target, InetSocketAddress address) implements RunningTarget {

    @Override
    public OptionalLong pid() {
        return OptionalLong.empty();
    }

    @Override
    public boolean isAlive() {
        return true;
    }

    @Override
    public String lastOutput() {
        return "";
    }

    @Override
    public Optional<Path> log() {
        return Optional.empty();
    }

    @Override
    public DisturbanceRun disturb() {
        throw new IllegalStateException("target '" + target.name() + "' is an address and cannot be disturbed");
    }

    @Override
    public Optional<String> stop() {
        return Optional.empty();
    }
}
