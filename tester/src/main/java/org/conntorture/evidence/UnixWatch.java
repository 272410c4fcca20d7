package org.conntorture.evidence;

import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.conntorture.kernel.ProcessState;
import org.conntorture.kernel.SocketOwners;
import org.conntorture.kernel.UnixListener;
import org.conntorture.record.IntervalSnapshot;

/**
 * Gathers what the host says of a unix socket, which is little: the kernel keeps no counters of such connections and no
 * ports, so that its ends cannot be told apart. Called by the run's thread; {@link #evidence} by any.
 */
public final class UnixWatch {
    private final UnixDomainSocketAddress address;
    private final AttemptEvidence.Collector attempts = new AttemptEvidence.Collector();
    private volatile UnixEvidence seen = UnixEvidence.NONE;

    public UnixWatch(UnixDomainSocketAddress address) {
        this.address = address;
    }

    /** What ended within the last interval. */
    public void add(List<IntervalSnapshot> snapshots) {
        snapshots.forEach(attempts::add);
    }

    /** A little after the load of a turn: what waits to be accepted now is left alone. */
    public void settle() {
        Optional<UnixListener> listener = UnixListener.read(address);
        Optional<ProcessState> owner = listener.map(UnixListener::inode)
                .map(inode -> new SocketOwners(ProcessState.PROC)
                        .pidsOf(Set.of(inode), List.of())
                        .get(inode))
                .flatMap(pid -> ProcessState.read(ProcessState.PROC, pid));
        seen = new UnixEvidence(Files.exists(Path.of(address.toString())), listener, owner);
    }

    /** All that was gathered. */
    public TargetEvidence evidence() {
        return TargetEvidence.ofUnixSocket(address, attempts.evidence(), seen);
    }
}
