package org.conntorture.target;

import java.net.SocketAddress;
import org.conntorture.plan.Target;

/** A server that somebody else runs: the tester leaves it as it is. */
record AddressTarget(Target target, SocketAddress address) implements RunningTarget {

    @Override
    public DisturbanceRun disturb() {
        throw new IllegalStateException("target '" + target.name() + "' is an address and cannot be disturbed");
    }
}
