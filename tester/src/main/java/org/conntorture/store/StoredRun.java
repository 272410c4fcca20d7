package org.conntorture.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.conntorture.evidence.TargetEvidence;
import org.conntorture.plan.RunPlan;
import org.conntorture.result.Block;
import org.conntorture.result.LoggedFailure;
import org.conntorture.result.WallClock;

/**
 * The result directory of a run, of a shard or of merged ones. Small files are read once, when first asked for; large ones
 * are handed on line by line and not kept. What is damaged is told by a {@link DamagedFileException}, or by an
 * {@link Extent} where what stands before the damage counts. Small files are for one thread; large ones for any.
 */
public final class StoredRun {
    /** The command that repeats the run. */
    public static final String COMMAND = "command.txt";

    private final Path directory;
    private RunPlan plan;
    private EnvironmentFile environment;
    private Optional<ResultFile> result;

    private StoredRun(Path directory) {
        this.directory = directory;
    }

    /** Whether a run was begun in it. */
    public static boolean is(Path directory) {
        return Files.isRegularFile(directory.resolve(PlanFile.NAME));
    }

    /** @throws IllegalArgumentException with one sentence where it is no result directory */
    public static StoredRun open(Path directory) {
        if (!is(directory)) {
            throw new IllegalArgumentException("'" + directory + "' is no result directory, as it has no plan.json:"
                    + " give the directory that a run named at its end, such as conntorture-results/NAME-TIME");
        }
        return new StoredRun(directory);
    }

    /** Of a run that has just ended, whatever could be written of it. */
    public static StoredRun ended(Path directory) {
        return new StoredRun(directory);
    }

    /** As the user named it. */
    public Path directory() {
        return directory;
    }

    private boolean has(String file) {
        return Files.isRegularFile(directory.resolve(file));
    }

    public RunPlan plan() {
        if (plan == null) {
            plan = parsed(PlanFile.NAME, JsonText::readPlan);
        }
        return plan;
    }

    /** As far as two runs can be compared by it, also of a plan that this version could not run. */
    public PlanFile comparablePlan() {
        return parsed(PlanFile.NAME, PlanFile::parse);
    }

    public EnvironmentFile environment() {
        if (environment == null) {
            try {
                environment = EnvironmentFile.read(directory);
            } catch (IOException failed) {
                throw unreadable(EnvironmentFile.NAME, failed);
            }
        }
        return environment;
    }

    /** By which the times of its files are told. */
    public WallClock.Anchor clock() {
        return environment()
                .clock()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + directory + "' is of an earlier conntorture, which had no shards: make that run again"));
    }

    /** What it came to; empty where it was cut off before its end. */
    public Optional<ResultFile> result() {
        if (result == null) {
            result = Files.exists(directory.resolve(ResultFile.NAME)) ? Optional.of(readResult()) : Optional.empty();
        }
        return result;
    }

    private ResultFile readResult() {
        try {
            ResultFile read = ResultFile.read(directory);
            if (read.schemaVersion() != ResultFile.SCHEMA_VERSION) {
                throw new IllegalArgumentException("result.json of '" + directory + "' has schemaVersion "
                        + read.schemaVersion() + " and this conntorture reads " + ResultFile.SCHEMA_VERSION
                        + ": make that run again, or use the version that made it");
            }
            return read;
        } catch (IOException failed) {
            throw unreadable(ResultFile.NAME, failed);
        }
    }

    /** By target name; empty where it was cut off before it had any, or was not to gather any. */
    public Map<String, TargetEvidence> evidence() {
        return has(EvidenceFile.TOTAL)
                ? parsed(EvidenceFile.TOTAL, text -> JsonText.readMap(text, TargetEvidence.class))
                : Map.of();
    }

    /** Empty where it is not merged. */
    public Optional<ShardsFile> shards() {
        return isMerged()
                ? Optional.of(parsed(ShardsFile.NAME, text -> JsonText.read(text, ShardsFile.class)))
                : Optional.empty();
    }

    /** Such a run has latencies of its rounds alone. */
    public boolean isMerged() {
        return has(ShardsFile.NAME);
    }

    /** That repeats it, for a shell. */
    public Optional<String> command() {
        return has(COMMAND) ? Optional.of(text(COMMAND).strip()) : Optional.empty();
    }

    /** Hands on each block with the name of its target. */
    public Extent readBlocks(BiConsumer<String, Block> blocks) throws IOException {
        return has(BlockFile.NAME) ? BlockFile.read(directory.resolve(BlockFile.NAME), blocks) : Extent.MISSING;
    }

    public Extent readFailures(Consumer<LoggedFailure> failures) throws IOException {
        return has(FailureFile.NAME) ? FailureFile.read(directory.resolve(FailureFile.NAME), failures) : Extent.MISSING;
    }

    /** As they stand there, those beyond the cap too. */
    public Extent readFailureLines(FailureFile.Lines lines) throws IOException {
        return has(FailureFile.NAME)
                ? FailureFile.readLines(directory.resolve(FailureFile.NAME), lines)
                : Extent.MISSING;
    }

    /** What the host said, second by second. */
    public Extent readSeconds(EvidenceSeconds.Taker seconds) throws IOException {
        return EvidenceSeconds.readIn(directory, seconds);
    }

    /** @param log {@link HistogramFile#INTERVALS} or {@link HistogramFile#ROUNDS} */
    public Extent readLatencies(String log, Predicate<String> phases, HistogramScan.Taker latencies)
            throws IOException {
        return has(log) ? HistogramScan.read(directory.resolve(log), phases, latencies) : Extent.MISSING;
    }

    private <T> T parsed(String file, Function<String, T> parse) {
        String text = text(file);
        try {
            return parse.apply(text);
        } catch (RuntimeException damaged) {
            throw new DamagedFileException(directory.resolve(file), damaged.getMessage(), damaged);
        }
    }

    private String text(String file) {
        try {
            return Files.readString(directory.resolve(file));
        } catch (IOException failed) {
            throw unreadable(file, failed);
        }
    }

    private IllegalArgumentException unreadable(String file, IOException why) {
        return new IllegalArgumentException(
                DamagedFileException.nameOf(directory.resolve(file)) + " cannot be read: " + why, why);
    }
}
