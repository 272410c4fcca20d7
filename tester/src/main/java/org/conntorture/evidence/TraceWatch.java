package org.conntorture.evidence;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.conntorture.kernel.KernelTrace;

/** Adds up what the kernel's trace events counted in the turns of one target; called at their ends. */
final class TraceWatch {
    private final Optional<KernelTrace> trace;
    private final Map<String, Long> sums = new TreeMap<>();
    private Map<String, Long> before = Map.of();

    TraceWatch(Optional<KernelTrace> trace) {
        this.trace = trace;
    }

    void begin() {
        before = trace.map(KernelTrace::counts).orElse(Map.of());
    }

    /** A little after the load, as the events come a little late. */
    void end() {
        trace.map(KernelTrace::counts)
                .orElse(Map.of())
                .forEach((event, count) -> sums.merge(event, count - before.getOrDefault(event, 0L), Long::sum));
        sums.values().removeIf(count -> count == 0);
    }

    /** Empty where there is no trace. */
    Optional<Map<String, Long>> sums() {
        return trace.map(any -> Map.copyOf(sums));
    }
}
