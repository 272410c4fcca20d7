package org.conntorture.merge;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.conntorture.evidence.TargetEvidence;
import org.conntorture.plan.RunPlan;
import org.conntorture.plan.Shard;
import org.conntorture.plan.Target;
import org.conntorture.result.WallClock;
import org.conntorture.store.StoredWatch;
import org.conntorture.store.WatchFile;
import org.conntorture.text.Addresses;

/** A watch beside a run: whose target it saw, and when. */
record JoiningWatch(StoredWatch stored, WatchFile file, TargetEvidence evidence) {
    static JoiningWatch open(StoredWatch watch) {
        try {
            return new JoiningWatch(watch, watch.file(), watch.evidence());
        } catch (IOException | IllegalArgumentException failed) {
            throw new IllegalArgumentException(
                    "the watch in '" + watch.directory() + "' cannot be read, it was cut off before its end: " + failed,
                    failed);
        }
    }

    Path directory() {
        return stored.directory();
    }

    Timing timing(Instant start) {
        WallClock.Anchor clock = file.clock();
        return Timing.of(Shard.WHOLE, clock, start);
    }

    Span span(Instant start) {
        Timing timing = timing(start);
        return new Span(file.startNs() + timing.shiftNs(), file.endNs() + timing.shiftNs());
    }

    /** The target it watched: the one with its address and port, or with its port where it watched every address. */
    Target target(RunPlan plan) {
        InetSocketAddress watched = file.listen();
        boolean every = watched.getAddress().isAnyLocalAddress();
        List<Target> same = plan.targets().stream()
                .filter(target -> target.origin()
                        .knownInet()
                        .filter(known -> known.getPort() == watched.getPort()
                                && (every || known.getAddress().equals(watched.getAddress())))
                        .isPresent())
                .toList();
        if (same.size() != 1) {
            throw new IllegalArgumentException("the watch in '" + directory() + "' is of " + Addresses.of(watched)
                    + ", and " + (same.isEmpty() ? "no target is there: " : "several targets are there: ")
                    + plan.targets().stream().map(Target::name).collect(Collectors.joining(", ")));
        }
        return same.get(0);
    }
}
