package org.conntorture.verdict;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.conntorture.outcome.Blame;
import org.conntorture.outcome.FailureKind;
import org.conntorture.plan.Load;
import org.conntorture.result.Block;
import org.conntorture.result.FailureCount;
import org.conntorture.result.TargetMeasurement;

/**
 * The seconds of one target in the order of time. A time-out is told when it ends, up to several seconds after what
 * caused it, and for the last ones in the drain of a turn; here it stands where its attempt began.
 */
record Timeline(String target, List<Cell> cells) {
    Timeline {
        cells = List.copyOf(cells);
    }

    /** Which failures of a block count; the others leave the attempts too. */
    interface Filter {
        boolean counts(Block block, FailureCount failure);
    }

    /** How long an attempt waits at most: to be connected, and from there for the end of the reply. */
    record TimeOuts(Duration connect, Duration reply, Duration close) {}

    static Timeline of(TargetMeasurement measurement, Load load, Filter filter) {
        TimeOuts timeOuts = new TimeOuts(
                load.connectTimeout(), load.replyTimeout(), load.manners().closeTimeout());
        return of(measurement.target().name(), measurement.blocks(), timeOuts, filter);
    }

    static Timeline of(String target, List<Block> blocks, TimeOuts timeOuts, Filter filter) {
        List<Block> inTime =
                blocks.stream().sorted(Comparator.comparingLong(Block::startNs)).toList();
        return new Timeline(target, new Builder(inTime, timeOuts, filter).cells());
    }

    long attempts() {
        return cells.stream().mapToLong(Cell::attempts).sum();
    }

    long failures() {
        return cells.stream().mapToLong(Cell::failures).sum();
    }

    /** Time in which attempts were started. */
    long loadNs() {
        return cells.stream()
                .filter(cell -> !cell.drain())
                .mapToLong(Cell::durationNs)
                .sum();
    }

    double worstShare() {
        return cells.stream().mapToDouble(Cell::share).max().orElse(0);
    }

    /** The same with only the failures of seconds in which more than {@code share} of the attempts failed. */
    Timeline onlyAbove(double share) {
        return new Timeline(
                target,
                cells.stream()
                        .map(cell -> cell.share() > share ? cell : cell.withoutFailures())
                        .toList());
    }

    /** Moves failures to where they began. */
    private static final class Builder {
        private final List<Block> blocks;
        private final TimeOuts timeOuts;
        private final Filter filter;
        private final long[] attempts;
        private final long[] failures;
        private final long[] successes;
        private final boolean[] silent;

        Builder(List<Block> blocks, TimeOuts timeOuts, Filter filter) {
            this.blocks = blocks;
            this.timeOuts = timeOuts;
            this.filter = filter;
            attempts = new long[blocks.size()];
            failures = new long[blocks.size()];
            successes = new long[blocks.size()];
            silent = new boolean[blocks.size()];
        }

        List<Cell> cells() {
            for (int i = 0; i < blocks.size(); i++) {
                Block block = blocks.get(i);
                successes[i] = block.attempts() - block.judgedFailures() - block.testerFailures();
                attempts[i] = block.attempts();
            }
            for (int i = 0; i < blocks.size(); i++) {
                for (FailureCount failure : blocks.get(i).failures()) {
                    place(i, failure);
                }
            }
            List<Cell> cells = new ArrayList<>();
            for (int i = 0; i < blocks.size(); i++) {
                cells.add(cell(i));
            }
            return cells;
        }

        private void place(int ended, FailureCount failure) {
            if (failure.kind().blame() == Blame.TESTER || !filter.counts(blocks.get(ended), failure)) {
                attempts[ended] -= failure.count();
                return;
            }
            int began = beganIn(ended, waited(failure.kind(), timeOuts).toNanos());
            failures[began] += failure.count();
            // As long as nothing succeeds, the fault is seen to last; a lone lost attempt shows only its beginning.
            if (successes[began] == 0) {
                for (int i = began + 1; i <= ended && successes[i] == 0; i++) {
                    silent[i] = true;
                }
            }
        }

        private int beganIn(int ended, long waitedNs) {
            Block end = blocks.get(ended);
            long beganNs = end.startNs() + end.durationNs() / 2 - waitedNs;
            int began = ended;
            while (began > 0
                    && blocks.get(began).startNs() > beganNs
                    && blocks.get(began - 1).round() == end.round()) {
                began--;
            }
            return began;
        }

        private Cell cell(int i) {
            Block block = blocks.get(i);
            return new Cell(
                    block.round(),
                    block.startNs(),
                    block.startNs() + block.durationNs(),
                    attempts[i],
                    failures[i],
                    silent[i],
                    block.drain(),
                    block.disturbances());
        }
    }

    /** How long an attempt had waited when it failed in this way; 0 for what fails at once. */
    static Duration waited(FailureKind kind, TimeOuts timeOuts) {
        return switch (kind) {
            case CONNECT_TIMEOUT -> timeOuts.connect();
            case NO_REPLY, INCOMPLETE_REPLY, WRITE_TIMEOUT -> timeOuts.reply();
            case CLOSE_TIMEOUT -> timeOuts.close();
            default -> Duration.ZERO;
        };
    }
}
