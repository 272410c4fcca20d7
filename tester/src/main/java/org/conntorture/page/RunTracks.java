package org.conntorture.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.conntorture.result.RunMeasurement;
import org.conntorture.store.EnvironmentFile;
import org.conntorture.store.EvidenceSeconds;
import org.conntorture.store.FailureFile;
import org.conntorture.store.HistogramScan;
import org.conntorture.store.SeenTarget;
import org.conntorture.store.ShardStarts;

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
     * @param watched directory of the watch on a target's host, by the target's name
     */
    static RunTracks read(Path directory, RunMeasurement run, Map<String, Path> watched) throws IOException {
        EnvironmentFile environment = EnvironmentFile.read(directory);
        Map<String, SeenTarget> seen = new LinkedHashMap<>(SeenTarget.read(directory));
        Instant start = environment.start().orElse(Instant.EPOCH);
        boolean byTurn = Files.exists(directory.resolve(ShardStarts.NAME));
        Duration apart = ShardStarts.apart(directory);
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
                () -> readConnects(directory.resolve(byTurn ? "rounds.hlog" : "intervals.hlog"), builders));
        readFailures(directory.resolve(FailureFile.NAME), builders, notes);
        readSeconds(directory.resolve(EvidenceSeconds.NAME), builders, notes);
        for (Map.Entry<String, Path> watch : watched.entrySet()) {
            if (builders.containsKey(watch.getKey())) {
                readWatch(watch.getValue(), builders.get(watch.getKey()), notes);
                seen.put(watch.getKey(), SeenTarget.readWatch(watch.getValue()));
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

    /** Answers what is missing. The longest part by far, so it has a thread of its own. */
    private static Optional<String> readConnects(Path file, Map<String, TrackBuilder> builders) {
        if (!Files.isRegularFile(file)) {
            return Optional.of("there is no " + file.getFileName() + ", so connect times are not drawn");
        }
        try {
            boolean damaged = HistogramScan.read(
                    file,
                    "connect"::equals,
                    (target, phase, startNs, durationNs, counts) -> Optional.ofNullable(builders.get(target))
                            .ifPresent(builder -> builder.addConnects(startNs, counts)));
            return damaged
                    ? Optional.of(file.getFileName() + " is damaged or cut off: what stands before the damage is drawn")
                    : Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void readFailures(Path file, Map<String, TrackBuilder> builders, List<String> notes)
            throws IOException {
        try {
            if (Files.isRegularFile(file)) {
                FailureFile.read(
                        file,
                        failure -> Optional.ofNullable(builders.get(failure.target()))
                                .ifPresent(builder -> builder.add(failure)));
            } else {
                notes.add("there is no " + file.getFileName() + ", so no failure is marked");
            }
        } catch (IllegalArgumentException damaged) {
            notes.add(file.getFileName() + " is damaged: failures before the damage are marked");
        }
    }

    private static void readWatch(Path watch, TrackBuilder builder, List<String> notes) throws IOException {
        Path file = watch.resolve(EvidenceSeconds.NAME);
        if (!Files.isRegularFile(file)) {
            notes.add("there is no " + file.getFileName() + " in the watch in '" + watch
                    + "', so its queues and counters are not drawn");
        } else if (EvidenceSeconds.read(file, builder::addServers)) {
            notes.add(file.getFileName() + " of the watch in '" + watch + "' has a broken line, which is left out");
        }
    }

    private static void readSeconds(Path file, Map<String, TrackBuilder> builders, List<String> notes)
            throws IOException {
        if (Files.isRegularFile(file)
                && EvidenceSeconds.read(
                        file,
                        second -> Optional.ofNullable(builders.get(second.target()))
                                .ifPresent(builder -> builder.add(second)))) {
            notes.add(file.getFileName() + " has a broken line, which is left out");
        }
    }
}
