package org.conntorture.metrics;

import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.Unit;
import org.conntorture.outcome.Latency;

/** The metrics that there are, each with its name by the conventions of Prometheus; a counter's gets {@code _total}. */
enum MetricFamily {
    RUN(Type.INFO, "conntorture_run", "The run that is measured"),
    RUN_LEFT(Type.GAUGE, "conntorture_run_left_seconds", "Estimate of the time that the run's load will still take"),
    VERDICT(Type.GAUGE, "conntorture_verdict", "1 for the verdict of the run, 0 for all while there is none"),
    TARGET_STATE(
            Type.GAUGE,
            "conntorture_target_state",
            "1 for the state that a target is in: waiting, ready, loaded, gone"),
    TROUBLES(Type.COUNTER, "conntorture_target_troubles", "What kept a target from running, or befell it"),
    ATTEMPTS(
            Type.COUNTER,
            "conntorture_attempts",
            "Attempts that ended; tester-failed are those that the tester itself spoilt"),
    FAILURES(Type.COUNTER, "conntorture_failures", "Attempts that failed, those of blame TESTER included"),
    CONNECT(Latency.CONNECT),
    TLS(Latency.TLS),
    FIRST_BYTE(Latency.FIRST_BYTE),
    READ(Latency.READ),
    CLOSE(Latency.CLOSE),
    ATTEMPT(Latency.ATTEMPT),
    ATTEMPT_FROM_INTENDED(Latency.ATTEMPT_FROM_INTENDED),
    START_LATENESS(Latency.START_LATENESS),
    FAILED(
            Type.LATENCY,
            "conntorture_failed_seconds",
            "Of attempts that failed, until they did, by the phase they failed in"),
    ACCEPT_QUEUE(
            Type.GAUGE, "conntorture_accept_queue", "Connections that wait to be accepted at the fullest listener"),
    ACCEPT_QUEUE_LIMIT(Type.GAUGE, "conntorture_accept_queue_limit", "The backlog of that listener: one more may wait"),
    ACCEPT_QUEUE_PEAK(Type.GAUGE, "conntorture_accept_queue_peak", "Most connections seen waiting so far"),
    KERNEL_EVENTS(
            Type.COUNTER,
            "conntorture_kernel_events",
            "How far the kernel's counters that tell of failures moved under the target's load"),
    DISTURBANCES(Type.COUNTER, "conntorture_disturbances", "Disturbances of the target that were started"),
    DISTURBED(Type.GAUGE, "conntorture_disturbance_under_way", "1 while a disturbance of the target is under way"),
    HICCUPS(
            Type.COUNTER,
            "conntorture_hiccups",
            "Times in which the tester itself stood still under the target's load"),
    LONGEST_STALL(
            Type.GAUGE,
            "conntorture_longest_stall_seconds",
            "The tester's longest hiccup so far: a loop of its own stood still");

    /** How a family is shown, in words of Prometheus: LATENCY is a histogram of seconds. */
    enum Type {
        INFO,
        COUNTER,
        GAUGE,
        LATENCY
    }

    private final Type type;
    private final String id;
    private final String help;

    MetricFamily(Type type, String id, String help) {
        this.type = type;
        this.id = id;
        this.help = help;
    }

    MetricFamily(Latency latency) {
        this(Type.LATENCY, "conntorture_" + latency.id().replace('-', '_') + "_seconds", latency.meaning());
    }

    static MetricFamily of(Latency latency) {
        return valueOf(latency.name());
    }

    Type type() {
        return type;
    }

    MetricMetadata metadata() {
        return new MetricMetadata(id, help, id.endsWith("_seconds") ? Unit.SECONDS : null);
    }
}
