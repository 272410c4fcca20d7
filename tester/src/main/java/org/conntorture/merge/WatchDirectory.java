package org.conntorture.merge;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.conntorture.evidence.TargetEvidence;
import org.conntorture.plan.RunPlan;
import org.conntorture.plan.Shard;
import org.conntorture.plan.Target;
import org.conntorture.result.JsonText;
import org.conntorture.result.WallClock;
import org.conntorture.result.WatchFile;

/** What {@code conntorture watch} left on the host of a server. */
record WatchDirectory(Path path, WatchFile file, TargetEvidence evidence) {
    static boolean is(Path path) {
        return Files.isRegularFile(path.resolve(WatchFile.NAME));
    }

    static WatchDirectory open(Path path) {
        try {
            WatchFile file = JsonText.read(Files.readString(path.resolve(WatchFile.NAME)), WatchFile.class);
            TargetEvidence evidence =
                    JsonText.read(Files.readString(path.resolve("evidence.json")), TargetEvidence.class);
            return new WatchDirectory(path, file, evidence);
        } catch (IOException failed) {
            throw new IllegalArgumentException(
                    "the watch in '" + path + "' cannot be read, it was cut off before its end: " + failed, failed);
        }
    }

    Timing timing(java.time.Instant start) {
        WallClock.Anchor clock = file.clock();
        return Timing.of(Shard.WHOLE, clock, start);
    }

    /** The target it watched: the one with its port, of several the one with its address too. */
    Target target(RunPlan plan) {
        InetSocketAddress watched = file.listen();
        List<Target> samePort = plan.targets().stream()
                .filter(target -> target.origin()
                        .knownInet()
                        .filter(known -> known.getPort() == watched.getPort())
                        .isPresent())
                .toList();
        List<Target> same = samePort.size() == 1
                ? samePort
                : samePort.stream()
                        .filter(target ->
                                target.origin().knownInet().orElseThrow().equals(watched))
                        .toList();
        if (same.size() != 1) {
            throw new IllegalArgumentException("the watch in '" + path + "' is of " + JsonText.address(watched)
                    + ", and " + (samePort.isEmpty() ? "no target has" : "several targets have")
                    + " that port: "
                    + plan.targets().stream().map(Target::name).collect(Collectors.joining(", ")));
        }
        return same.get(0);
    }
}
