package org.conntorture.run;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.conntorture.capture.Capture;
import org.conntorture.evidence.CapturedAttempt;
import org.conntorture.record.FailureRecord;
import org.conntorture.record.IntervalSnapshot;

/**
 * Keeps the packets of the first failures of each kind of each target. The run's thread hands failures over; a thread of its
 * own waits for their packets, so that the load does not.
 */
final class FailureCapture implements AutoCloseable {
    private static final int MOST_OF_A_KIND = 3;
    private static final long MOST_WAIT_SECONDS = 30;

    private final Capture capture;
    private final Path directory;
    private final ExecutorService extractor = Executors.newSingleThreadExecutor();
    private final Map<String, Integer> taken = new HashMap<>();
    private final Map<String, List<CapturedAttempt>> captured = new HashMap<>();
    private final List<String> troubles = new ArrayList<>();
    private int number;

    FailureCapture(Path directory, Collection<InetSocketAddress> targets) throws IOException {
        this.directory = directory;
        this.capture = Capture.start(directory, targets);
    }

    /** Failures of a target that ended within the last second or two. */
    void add(String target, InetSocketAddress address, List<IntervalSnapshot> snapshots) {
        for (IntervalSnapshot snapshot : snapshots) {
            for (FailureRecord failure : snapshot.failures()) {
                String kind = target + " " + failure.kind();
                if (failure.source() != null && taken.merge(kind, 1, Integer::sum) <= MOST_OF_A_KIND) {
                    take(target, address, failure, ++number);
                }
            }
        }
    }

    private void take(String target, InetSocketAddress address, FailureRecord failure, int fileNumber) {
        Instant now = Instant.now();
        long nowNs = System.nanoTime();
        Instant from = now.minusNanos(nowNs - failure.startNs());
        Instant to = now.minusNanos(nowNs - failure.endNs());
        extractor.execute(() -> extract(target, address, failure, fileNumber, from, to));
    }

    private void extract(
            String target, InetSocketAddress address, FailureRecord failure, int fileNumber, Instant from, Instant to) {
        try {
            capture.extract(fileNumber, failure.source(), address, from, to).ifPresent(timeline -> {
                synchronized (captured) {
                    captured.computeIfAbsent(target, name -> new ArrayList<>())
                            .add(new CapturedAttempt(
                                    failure.attempt(),
                                    failure.kind(),
                                    directory.relativize(timeline.file()),
                                    timeline.text(),
                                    timeline.resetOrigin()));
                }
            });
        } catch (IOException failed) {
            synchronized (captured) {
                troubles.add("the packets of attempt " + failure.attempt() + " of " + target + " were not kept: "
                        + failed.getMessage());
            }
        }
    }

    /** What was kept of each target by its name; complete once closed. */
    Map<String, List<CapturedAttempt>> captured() {
        synchronized (captured) {
            return Map.copyOf(captured);
        }
    }

    List<String> troubles() {
        synchronized (captured) {
            return List.copyOf(troubles);
        }
    }

    /** Waits for what is still to be cut out, then ends the capture. */
    @Override
    public void close() throws IOException {
        extractor.shutdown();
        try {
            if (!extractor.awaitTermination(MOST_WAIT_SECONDS, TimeUnit.SECONDS)) {
                extractor.shutdownNow();
            }
        } catch (InterruptedException hurry) {
            extractor.shutdownNow();
            Thread.currentThread().interrupt();
        }
        capture.close();
    }
}
