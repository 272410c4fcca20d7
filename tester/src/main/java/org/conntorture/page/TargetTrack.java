package org.conntorture.page;

import java.util.List;
import java.util.Optional;
import org.conntorture.chart.CountTrack;
import org.conntorture.chart.FailureMark;
import org.conntorture.chart.LatencyGrid;
import org.conntorture.chart.Mark;
import org.conntorture.chart.PortFailure;
import org.conntorture.chart.QueueTrack;
import org.conntorture.chart.TimeAxis;
import org.conntorture.result.LoggedFailure;

/**
 * What happened to one target over time, ready for its pictures.
 *
 * @param secondMs how long a block is, most often
 * @param marks failures by TARGET or PATH, those of one spot together
 * @param kinds failures of each kind by time, all of them; the tester's own are named so
 * @param counters that moved and tell something, the more telling first
 * @param ports of failures by TARGET or PATH
 * @param firstFailure by TARGET or PATH, the one with the smallest number
 * @param unlogged failures by TARGET or PATH beyond what failures.jsonl has, which have no mark and no port
 */
record TargetTrack(
        TimeAxis time,
        long secondMs,
        LatencyGrid connects,
        List<FailureMark> marks,
        List<CountTrack> kinds,
        List<QueueTrack> queues,
        List<CountTrack> counters,
        List<PortFailure> ports,
        List<Mark> disturbances,
        Optional<LoggedFailure> firstFailure,
        long unlogged) {}
