package org.conntorture.evidence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.conntorture.kernel.CpuThrottling;
import org.conntorture.kernel.CpuWait;
import org.conntorture.kernel.ProcessState;

/** Follows one process over the samples of a target; on the watch's thread. */
final class ProcessWatch {
    /** Clock ticks a second of /proc/PID/stat: USER_HZ, 100 on every architecture Netty has natives for. */
    private static final double TICKS_PER_SECOND = 100;
    /** Over less the ticks are too coarse to tell a share. */
    private static final long LEAST_SPAN_NS = 150_000_000;

    /** Enough for a pause a second in half an hour. */
    private static final int MOST_STOPS = 2_000;

    private final Map<Character, Integer> states = new HashMap<>();
    private final List<ProcessTrack.Stop> stops = new ArrayList<>();
    private ProcessState last;
    private long lastNs;
    private double busiest;
    private OptionalLong descriptorsPeak = OptionalLong.empty();
    private CpuTrack cpu = CpuTrack.UNKNOWN;
    private CpuWait lastWait = new CpuWait(OptionalLong.empty(), CpuThrottling.UNKNOWN, 0);

    void sample(ProcessState now, CpuWait wait, long nowNs) {
        if (last != null && nowNs > lastNs) {
            cpu = new CpuTrack(
                    cpu.watchedNs() + nowNs - lastNs,
                    cpu.ranNs() + (long) ((now.cpuTicks() - last.cpuTicks()) * (1e9 / TICKS_PER_SECOND)),
                    grown(cpu.queuedNs(), lastWait.queuedNs(), wait.queuedNs()),
                    cpu.throttling().plus(wait.throttling().since(lastWait.throttling())),
                    cpu.testerRanNs() + wait.testerRanNs() - lastWait.testerRanNs());
        }
        lastWait = wait;
        sample(now, nowNs);
    }

    /** A thread that has ended takes its part along. */
    private static OptionalLong grown(OptionalLong sum, OptionalLong before, OptionalLong now) {
        return before.isPresent() && now.isPresent()
                ? OptionalLong.of(sum.orElse(0) + Math.max(0, now.getAsLong() - before.getAsLong()))
                : sum;
    }

    private void sample(ProcessState now, long nowNs) {
        states.merge(now.state(), 1, Integer::sum);
        if (now.standsStill()) {
            stopped(nowNs);
        }
        if (last != null && nowNs - lastNs >= LEAST_SPAN_NS) {
            double share = (now.cpuTicks() - last.cpuTicks()) / TICKS_PER_SECOND / ((nowNs - lastNs) / 1e9);
            busiest = Math.max(busiest, share);
        }
        if (now.descriptors().isPresent()) {
            descriptorsPeak = OptionalLong.of(
                    Math.max(descriptorsPeak.orElse(0), now.descriptors().getAsLong()));
        }
        last = now;
        lastNs = nowNs;
    }

    private void stopped(long nowNs) {
        boolean still = last != null && last.standsStill() && !stops.isEmpty();
        if (still) {
            stops.add(new ProcessTrack.Stop(stops.remove(stops.size() - 1).fromNs(), nowNs));
        } else if (stops.size() < MOST_STOPS) {
            stops.add(new ProcessTrack.Stop(nowNs, nowNs));
        }
    }

    /** A pause between turns is no span to measure. */
    void pause() {
        lastNs = Long.MAX_VALUE;
    }

    ProcessTrack track() {
        return new ProcessTrack(
                last.pid(),
                last.name(),
                last.commandLine(),
                Map.copyOf(states),
                busiest,
                List.copyOf(stops),
                descriptorsPeak,
                last.descriptorLimit(),
                cpu);
    }
}
