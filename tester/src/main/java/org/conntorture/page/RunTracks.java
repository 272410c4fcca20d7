package org.conntorture.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.conntorture.evidence.TargetEvidence;
import org.conntorture.outcome.Latency;
import org.conntorture.result.RunMeasurement;
import org.conntorture.store.DamagedFileException;
import org.conntorture.store.EnvironmentFile;
import org.conntorture.store.EvidenceSeconds;
import org.conntorture.store.Extent;
import org.conntorture.store.FailureFile;
import org.conntorture.store.HistogramFile;
import org.conntorture.store.ShardsFile;
import org.conntorture.store.StoredRun;
import org.conntorture.store.StoredWatch;

/**
 * What a result directory has for pictures. A file that is missing or damaged leaves a gap and a note, never a run without
 * its page.
 *
 * @param tracks of the targets that took load, by name
 * @param byTurn whether latencies are known by turn alone, as of merged shards
 * @param notes what is missing, half a sentence each
 */
record RunTracks(
        EnvironmentFile environment,
        Map<String, SeenTarget> seen,
        Map<String, TargetTrack> tracks,
        boolean byTurn,
        List<String> notes) {
    private static final String SYSCTL = "sysctl.";
    private static final int FINE_COLUMNS = 240;
    private static final int COARSE_COLUMNS = 60;
    /** Targets with fine pictures; of more, all are coarse, so that the page stays small and its pictures alike. */
    private static final int MOST_FINE = 12;

    RunTracks {
        tracks = Collections.unmodifiableMap(new LinkedHashMap<>(tracks));
        notes = List.copyOf(notes);
    }

    /**
     * @param watched the watch on a target's host, by the target's name
     */
    static RunTracks read(StoredRun stored, RunMeasurement run, Map<String, StoredWatch> watched) throws IOException {
        EnvironmentFile environment = orElse(EnvironmentFile.NONE, stored::environment);
        Map<String, SeenTarget> seen = new LinkedHashMap<>();
        orElse(Map.<String, TargetEvidence>of(), stored::evidence)
                .forEach((name, evidence) -> seen.put(name, SeenTarget.of(evidence)));
        Instant start = environment.start().orElse(Instant.EPOCH);
        boolean byTurn = stored.isMerged();
        Duration apart = orElse(Optional.<ShardsFile>empty(), stored::shards)
                .map(ShardsFile::apart)
                .orElse(Duration.ZERO);
        Map<String, TrackBuilder> builders = new LinkedHashMap<>();
        run.targets().stream().filter(target -> !target.blocks().isEmpty()).forEach(target -> {
            String name = target.target().name();
            Map<String, String> settings = settings(environment, seen.getOrDefault(name, SeenTarget.NONE));
            builders.put(
                    name,
                    new TrackBuilder(
                            target,
                            start,
                            SynBands.knownBy(target.target().origin())
                                    ? SynBands.of(settings, run.plan().load().connectTimeout())
                                    : List.of(),
                            byTurn,
                            apart,
                            run.targets().size() <= MOST_FINE ? FINE_COLUMNS : COARSE_COLUMNS));
        });
        List<String> notes = new ArrayList<>();
        if (apart.toSeconds() > 0) {
            notes.add("shards began up to " + apart.toSeconds()
                    + " s apart: what all counted in the same second of a turn is" + " drawn at the time of the first");
        }
        CompletableFuture<Optional<String>> connects = CompletableFuture.supplyAsync(
                () -> readConnects(stored, byTurn ? HistogramFile.ROUNDS : HistogramFile.INTERVALS, builders));
        readFailures(stored, builders, notes);
        readSeconds(stored, builders, notes);
        for (Map.Entry<String, StoredWatch> watch : watched.entrySet()) {
            if (builders.containsKey(watch.getKey())) {
                readWatch(watch.getValue(), builders.get(watch.getKey()), notes);
                StoredWatch there = watch.getValue();
                seen.put(watch.getKey(), orElse(SeenTarget.NONE, () -> SeenTarget.of(there.evidence())));
            }
        }
        connects.join().ifPresent(notes::add);
        Map<String, TargetTrack> tracks = new LinkedHashMap<>();
        builders.forEach((name, builder) -> tracks.put(name, builder.track(seen.getOrDefault(name, SeenTarget.NONE))));
        return new RunTracks(environment, seen, tracks, byTurn, notes);
    }

    private static Map<String, String> settings(EnvironmentFile environment, SeenTarget seen) {
        Map<String, String> settings = new LinkedHashMap<>(seen.settings());
        environment.values().forEach((name, value) -> {
            if (name.startsWith(SYSCTL)) {
                settings.put(name.substring(SYSCTL.length()), value);
            }
        });
        return settings;
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    /** A picture is no place to fail. */
    private static <T> T orElse(T none, Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException | IllegalArgumentException missingOrDamaged) {
            return none;
        }
    }

    /** Answers what is missing. The longest part by far, so it has a thread of its own. */
    private static Optional<String> readConnects(StoredRun run, String log, Map<String, TrackBuilder> builders) {
        try {
            Extent extent = run.readLatencies(
                    log,
                    Latency.CONNECT.id()::equals,
                    (target, phase, startNs, durationNs, counts) -> Optional.ofNullable(builders.get(target))
                            .ifPresent(builder -> builder.addConnects(startNs, counts)));
            return switch (extent) {
                case MISSING -> Optional.of("there is no " + log + ", so connect times are not drawn");
                case CUT -> Optional.of(log + " is damaged or cut off: what stands before the damage is drawn");
                case WHOLE -> Optional.empty();
            };
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void readFailures(StoredRun run, Map<String, TrackBuilder> builders, List<String> notes)
            throws IOException {
        try {
            Extent extent = run.readFailures(failure ->
                    Optional.ofNullable(builders.get(failure.target())).ifPresent(builder -> builder.add(failure)));
            if (extent == Extent.MISSING) {
                notes.add("there is no " + FailureFile.NAME + ", so no failure is marked");
            }
        } catch (DamagedFileException damaged) {
            notes.add(FailureFile.NAME + " is damaged: failures before the damage are marked");
        }
    }

    private static void readWatch(StoredWatch watch, TrackBuilder builder, List<String> notes) throws IOException {
        Extent extent = watch.readSeconds(builder::addServers);
        if (extent == Extent.MISSING) {
            notes.add("there is no " + EvidenceSeconds.NAME + " in the watch in '" + watch.directory()
                    + "', so its queues and counters are not drawn");
        } else if (extent == Extent.CUT) {
            notes.add(EvidenceSeconds.NAME + " of the watch in '" + watch.directory()
                    + "' has a broken line, which is left out");
        }
    }

    private static void readSeconds(StoredRun run, Map<String, TrackBuilder> builders, List<String> notes)
            throws IOException {
        Extent extent = run.readSeconds(
                second -> Optional.ofNullable(builders.get(second.target())).ifPresent(builder -> builder.add(second)));
        if (extent == Extent.CUT) {
            notes.add(EvidenceSeconds.NAME + " has a broken line, which is left out");
        }
    }
}
