package org.conntorture.evidence;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.conntorture.kernel.KernelTrace;

/** Adds up what the kernel's trace events counted in the turns of one target; called at their ends. */
final class TraceWatch {
    private final Optional<KernelTrace> trace;
    private final Map<String, Long> sums = new TreeMap<>();
    /** As the turn under way began; empty between turns. */
    private Optional<Map<String, Long>> before = Optional.empty();

    TraceWatch(Optional<KernelTrace> trace) {
        this.trace = trace;
    }

    void begin() {
        before = trace.map(KernelTrace::counts);
    }

    /** A little after the load, as the events come a little late. */
    void end() {
        sums.putAll(sumsNow());
        before = Optional.empty();
    }

    private Map<String, Long> sumsNow() {
        Map<String, Long> now = new TreeMap<>(sums);
        before.ifPresent(begin -> trace.map(KernelTrace::counts)
                .orElse(Map.of())
                .forEach((event, count) -> now.merge(event, count - begin.getOrDefault(event, 0L), Long::sum)));
        now.values().removeIf(count -> count == 0);
        return now;
    }

    /** With those of the turn under way; empty where there is no trace. */
    Optional<Map<String, Long>> sums() {
        return trace.map(any -> Map.copyOf(sumsNow()));
    }
}
