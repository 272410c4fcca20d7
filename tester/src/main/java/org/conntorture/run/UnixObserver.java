package org.conntorture.run;

import java.net.UnixDomainSocketAddress;
import java.util.List;
import org.conntorture.evidence.TargetEvidence;
import org.conntorture.evidence.UnixWatch;
import org.conntorture.record.IntervalSnapshot;

/** Looks at a unix socket, after its turns alone. */
final class UnixObserver implements TargetObserver {
    private final UnixWatch watch;

    UnixObserver(UnixDomainSocketAddress address) {
        watch = new UnixWatch(address);
    }

    @Override
    public void add(List<IntervalSnapshot> snapshots) {
        watch.add(snapshots);
    }

    @Override
    public void settle() {
        watch.settle();
    }

    @Override
    public TargetEvidence evidence() {
        return watch.evidence();
    }
}
