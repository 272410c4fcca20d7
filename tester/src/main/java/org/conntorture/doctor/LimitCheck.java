package org.conntorture.doctor;

import java.util.OptionalLong;
import org.conntorture.diagnosis.CauseId;
import org.conntorture.kernel.ConntrackRoom;
import org.conntorture.kernel.DescriptorLimit;
import org.conntorture.text.Counts;

/** Limits a test may run into: descriptors, connection tracking, processors. Pure; called by {@link Doctor}. */
final class LimitCheck {
    /** Fewer are soon used up: a tester needs some 200 for itself. */
    private static final long FEW_DESCRIPTORS = 4096;

    private static final double NEARLY_FULL = 0.9;
    private static final double FILLING = 0.7;
    /** Default of net.netfilter.nf_conntrack_tcp_timeout_time_wait. */
    private static final long ENTRY_SECONDS = 120;

    private LimitCheck() {}

    static Advice descriptors(Host host) {
        String subject = "descriptors";
        if (host.descriptors().isEmpty()) {
            return Advice.warning(subject, "the limit of open files cannot be read");
        }
        long limit = host.descriptors().get().hard();
        if (limit == DescriptorLimit.UNLIMITED) {
            return Advice.ok(subject, "no limit");
        }
        return limit >= FEW_DESCRIPTORS
                ? Advice.ok(subject, "at most " + Counts.of(limit) + " at a time, one for each connection")
                : Advice.warning(
                        subject,
                        "at most " + Counts.of(limit) + " at a time, one for each connection: ulimit -n 65536 as"
                                + " root, or fewer workers (-c)"
                                + Advice.seePage(CauseId.CLIENT_DESCRIPTORS_EXHAUSTED));
    }

    static Advice conntrack(Host host) {
        String subject = "conntrack";
        ConntrackRoom table = host.conntrack();
        if (table.count().isEmpty() || table.max().isEmpty() || table.max().getAsLong() == 0) {
            return Advice.ok(subject, "not loaded, or without a limit: no connection is lost to its table");
        }
        long count = table.count().getAsLong();
        long max = table.max().getAsLong();
        String is = Counts.of(count) + " of " + Counts.of(max) + " entries";
        String cure = "raise net.netfilter.nf_conntrack_max" + Advice.seePage(CauseId.CONNTRACK_FULL);
        if (count >= max * NEARLY_FULL) {
            return Advice.problem(subject, is + ": new connections are dropped, or will be; " + cure);
        }
        long entrySeconds = host.sysctl()
                .number("net.netfilter.nf_conntrack_tcp_timeout_time_wait")
                .orElse(ENTRY_SECONDS);
        double needed = host.purpose().ratePerSecond() * entrySeconds;
        if (count >= max * FILLING || needed > max - count) {
            return Advice.warning(
                    subject,
                    is + ", and a closed connection keeps its own for " + entrySeconds + " s where it is tracked; "
                            + cure);
        }
        return Advice.ok(subject, is);
    }

    static Advice processors(Host host) {
        String subject = "processors";
        Machine machine = host.machine();
        OptionalLong stopped = machine.throttling().throttledPeriods();
        if (stopped.orElse(0) > 0) {
            return Advice.warning(
                    subject,
                    "the CPU quota of this control group has stopped it in " + Counts.of(stopped.getAsLong())
                            + " periods: raise cpu.max" + Advice.seePage(CauseId.TESTER_STALLED));
        }
        if (machine.usableProcessors() < machine.processors()) {
            return Advice.warning(
                    subject,
                    machine.usableProcessors() + " of " + machine.processors()
                            + " may be used (CPU quota or affinity): raise cpu.max, or keep to a --rate that"
                            + " this can carry");
        }
        return Advice.ok(subject, "all " + machine.processors() + " may be used, no quota has stopped this group");
    }
}
