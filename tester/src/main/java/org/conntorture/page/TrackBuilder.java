package org.conntorture.page;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.conntorture.chart.Band;
import org.conntorture.chart.CountTrack;
import org.conntorture.chart.FailureMark;
import org.conntorture.chart.LatencyGrid;
import org.conntorture.chart.Mark;
import org.conntorture.chart.PortFailure;
import org.conntorture.chart.QueueTrack;
import org.conntorture.chart.Stretch;
import org.conntorture.chart.TimeAxis;
import org.conntorture.chart.TimedCount;
import org.conntorture.outcome.Blame;
import org.conntorture.outcome.FailureKind;
import org.conntorture.result.Block;
import org.conntorture.result.FailureCount;
import org.conntorture.result.LoggedFailure;
import org.conntorture.result.TargetMeasurement;
import org.conntorture.store.EvidenceSeconds;
import org.conntorture.store.HistogramScan;

/** Gathers the {@link TargetTrack} of one target that took load, in memory that the length of its run does not bound by much. */
final class TrackBuilder {
    private static final long MS = 1_000_000;
    /** What a line of evidence.jsonl is about, which tells its end. */
    private static final long EVIDENCE_MS = 1000;

    private static final String SERVER = "server's ";
    private static final String TESTERS = ", the tester's own";
    /** Marks of one spot are one: so many spots across, and rows to each power of ten upwards. */
    private static final int MARK_COLUMNS = 480;

    private static final int MARK_ROWS_PER_DECADE = 20;

    private final TargetMeasurement target;
    private final Instant start;
    private final TimeAxis time;
    private final LatencyGrid connects;
    private final long secondMs;
    private final long markMs;
    private final Map<String, FailureMark> marks = new LinkedHashMap<>();
    private final List<PortFailure> ports = new ArrayList<>();
    private final List<List<TimedCount>> queues = new ArrayList<>();
    private final Map<String, List<TimedCount>> counters = new TreeMap<>();
    /** As kernels have hundreds of them, and a run thousands of seconds. */
    private final Map<String, Boolean> telling = new HashMap<>();

    private LoggedFailure first;
    private long logged;

    /**
     * @param byTurn whether latencies are known by turn alone, not by second
     * @param apart how long after the first shard the last one began: all of a turn's blocks stand at the time of the first,
     *     but its load ended with the last
     * @param columns of the heat map, at most
     */
    TrackBuilder(
            TargetMeasurement target, Instant start, List<Band> bands, boolean byTurn, Duration apart, int columns) {
        this.target = target;
        this.start = start;
        Map<Integer, Stretch> turns = turns(target.blocks(), apart.toMillis());
        this.time = new TimeAxis(List.copyOf(turns.values()));
        this.secondMs = secondMs(target.blocks());
        long turnMs = turns.values().stream()
                .mapToLong(turn -> turn.toMs() - turn.fromMs())
                .max()
                .orElse(1);
        this.connects = new LatencyGrid(time, bands, byTurn ? turnMs : secondMs, columns);
        this.markMs = Math.max(1, time.loadedMs() / MARK_COLUMNS);
    }

    /** The median: a stall makes a long block, the end of a turn a short one. */
    private static long secondMs(List<Block> blocks) {
        long[] sortedNs = blocks.stream().mapToLong(Block::durationNs).sorted().toArray();
        return Math.max(1, sortedNs[sortedNs.length / 2] / MS);
    }

    private static Map<Integer, Stretch> turns(List<Block> blocks, long apartMs) {
        Map<Integer, Stretch> turns = new TreeMap<>();
        for (Block block : blocks) {
            long fromMs = Math.max(0, block.startNs() / MS);
            long toMs = Math.max(fromMs + 1, (block.startNs() + block.durationNs()) / MS + apartMs);
            turns.merge(
                    block.round(),
                    new Stretch(fromMs, toMs),
                    (one, other) ->
                            new Stretch(Math.min(one.fromMs(), other.fromMs()), Math.max(one.toMs(), other.toMs())));
        }
        return turns;
    }

    /** Beside the other additions, on a thread of its own. */
    void addConnects(long startNs, HistogramScan.Counts counts) {
        counts.forEach((latencyNs, count) -> connects.add(startNs / MS, latencyNs, count));
    }

    /** What the tester itself made fail is no mark against a target, and its source port tells nothing of one. */
    void add(LoggedFailure failure) {
        if (failure.kind().blame() == Blame.TESTER) {
            return;
        }
        logged++;
        long timeMs = Math.max(0, sinceStartMs(failure.time()));
        double row = Math.floor(Math.log10(Math.max(1, failure.durationNs())) * MARK_ROWS_PER_DECADE);
        marks.merge(
                timeMs / markMs + " " + row + " " + failure.kind(),
                new FailureMark(
                        timeMs,
                        Math.max(0, failure.durationNs()),
                        failure.kind().id(),
                        1),
                (one, other) -> new FailureMark(one.timeMs(), one.durationNs(), one.kind(), one.count() + 1));
        if (failure.sourcePort() != null) {
            ports.add(new PortFailure(timeMs, failure.sourcePort()));
        }
        if (first == null || failure.attempt() < first.attempt()) {
            first = failure;
        }
    }

    void add(EvidenceSeconds.Second second) {
        add(second, "", Math.max(0, sinceStartMs(second.time()) - EVIDENCE_MS));
    }

    /** What a watch on the server's host saw, whose counters are other ones; it may have watched for long before and after. */
    void addServers(EvidenceSeconds.Second second) {
        long toMs = sinceStartMs(second.time());
        long fromMs = toMs - EVIDENCE_MS;
        time.loaded().stream()
                .filter(stretch -> toMs > stretch.fromMs() && fromMs <= stretch.toMs() + EVIDENCE_MS)
                .findFirst()
                .ifPresent(stretch -> add(second, SERVER, Math.max(stretch.fromMs(), fromMs)));
    }

    private void add(EvidenceSeconds.Second second, String prefix, long timeMs) {
        for (int i = 0; i < second.acceptQueues().size(); i++) {
            if (i == queues.size()) {
                queues.add(new ArrayList<>());
            }
            queues.get(i)
                    .add(new TimedCount(
                            timeMs, Math.max(0, second.acceptQueues().get(i))));
        }
        second.moved().forEach((counter, moved) -> {
            if (moved > 0 && telling.computeIfAbsent(counter, TrackBuilder::isTelling)) {
                counters.computeIfAbsent(prefix + TellingCounters.name(counter), first -> new ArrayList<>())
                        .add(new TimedCount(timeMs, moved));
            }
        });
    }

    private static boolean isTelling(String counter) {
        return TellingCounters.rank(TellingCounters.name(counter)) != TellingCounters.UNTELLING;
    }

    private long sinceStartMs(Instant when) {
        return Duration.between(start, when).toMillis();
    }

    TargetTrack track(SeenTarget seen) {
        return new TargetTrack(
                time,
                secondMs,
                connects,
                List.copyOf(marks.values()),
                kinds(),
                queues(seen.listeners()),
                counters.entrySet().stream()
                        .sorted(Comparator.comparingInt(
                                counter -> TellingCounters.rank(counter.getKey().replace(SERVER, ""))))
                        .map(counter -> new CountTrack(counter.getKey(), counter.getValue()))
                        .toList(),
                ports,
                disturbances(),
                Optional.ofNullable(first),
                Math.max(0, target.judgedFailures() - logged));
    }

    private List<CountTrack> kinds() {
        Map<FailureKind, List<TimedCount>> kinds = new EnumMap<>(FailureKind.class);
        for (Block block : target.blocks()) {
            for (FailureCount failure : block.failures()) {
                kinds.computeIfAbsent(failure.kind(), kind -> new ArrayList<>())
                        .add(new TimedCount(Math.max(0, block.startNs() / MS), failure.count()));
            }
        }
        return kinds.entrySet().stream()
                .map(kind -> new CountTrack(name(kind.getKey()), kind.getValue()))
                .toList();
    }

    private static String name(FailureKind kind) {
        return kind.blame() == Blame.TESTER ? kind.id() + TESTERS : kind.id();
    }

    /** The file does not say which is whose: where several listeners have not the same limit, none is drawn. */
    private List<QueueTrack> queues(List<SeenTarget.Listener> listeners) {
        List<OptionalLong> limits =
                listeners.stream().map(SeenTarget.Listener::limit).distinct().toList();
        OptionalLong limit = limits.size() == 1 ? limits.get(0) : OptionalLong.empty();
        List<QueueTrack> tracks = new ArrayList<>();
        for (int i = 0; i < queues.size(); i++) {
            String name = queues.size() == 1 && !listeners.isEmpty()
                    ? listeners.get(0).local()
                    : "listener " + (i + 1);
            tracks.add(new QueueTrack(name, queues.get(i), limit));
        }
        return tracks;
    }

    private List<Mark> disturbances() {
        String label = target.target().disturbance() == null
                ? ""
                : target.target().disturbance().during();
        return target.blocks().stream()
                .flatMap(block ->
                        Collections.nCopies(block.disturbances(), new Mark(Math.max(0, block.startNs() / MS), label))
                                .stream())
                .toList();
    }
}
