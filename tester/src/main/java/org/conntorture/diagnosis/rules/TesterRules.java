package org.conntorture.diagnosis.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.conntorture.diagnosis.Assessment;
import org.conntorture.diagnosis.CaseFile;
import org.conntorture.diagnosis.Confidence;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Symptom;
import org.conntorture.text.Counts;

/** Causes on the tester's own host, which never speak against a target. */
final class TesterRules {
    /** A system call takes microseconds, unless this host is very busy. */
    private static final long AT_ONCE_NS = 10_000_000;

    private TesterRules() {}

    private static long count(CaseFile file, FailureKind... kinds) {
        return file.measurement().failureCounts().stream()
                .filter(failure -> List.of(kinds).contains(failure.kind()))
                .mapToLong(failure -> failure.count())
                .sum();
    }

    private static Assessment ownKind(long explains, String... facts) {
        return explains == 0 ? Assessment.OPEN : Assessment.fits(explains, Confidence.CERTAIN, facts);
    }

    static Assessment descriptors(CaseFile file, Symptom symptom, long count) {
        return ownKind(
                count(file, FailureKind.DESCRIPTORS_EXHAUSTED),
                "socket() failed with too many open files: raise the limit (ulimit -n) or use fewer workers (-c)");
    }

    static Assessment ports(CaseFile file, Symptom symptom, long count) {
        return ownKind(
                count(file, FailureKind.PORTS_EXHAUSTED, FailureKind.PORT_IN_USE),
                "the kernel gave no source port, before any packet was sent",
                "net.ipv4.ip_local_port_range is "
                        + file.setting("net.ipv4.ip_local_port_range") + ", tcp_tw_reuse "
                        + file.setting("net.ipv4.tcp_tw_reuse")
                        + ": widen it, add --source addresses, or close with --close rst");
    }

    static Assessment selfConnect(CaseFile file, Symptom symptom, long count) {
        return ownKind(
                count(file, FailureKind.SELF_CONNECT),
                "both ends had the same address and port: the target's port is within the ephemeral range and nothing"
                        + " listens on it");
    }

    static Assessment stalled(CaseFile file, Symptom symptom, long count) {
        long throttledMs = file.evidence().client().throttledNs().orElse(0) / 1_000_000;
        List<String> facts = new ArrayList<>(List.of("the attempts fell into a stall of the tester"));
        if (throttledMs > 0) {
            facts.add("its cgroup was throttled for " + Counts.of(throttledMs) + " ms: raise its CPU quota");
        }
        return ownKind(count(file, FailureKind.TESTER_STALLED), facts.toArray(String[]::new));
    }

    static Assessment localPolicy(CaseFile file, Symptom symptom, long count) {
        if (symptom == Symptom.SELF_MADE) {
            return ownKind(
                    count(file, FailureKind.LOCAL_POLICY),
                    "connect() failed at once and no packet was sent: see 'ip route get' and the policies of this host");
        }
        OptionalLong opened = file.client("TcpActiveOpens");
        boolean drowned = file.isDrowned("TcpActiveOpens", count);
        if (opened.isEmpty() || drowned && !failsAtOnce(file, symptom, count)) {
            return Assessment.OPEN;
        }
        if (opened.getAsLong() > file.attempts() - Math.round(0.8 * count)) {
            return Assessment.ruledOut("SYNs were sent (" + CaseFile.text("TcpActiveOpens", opened) + ")");
        }
        return Assessment.fits(
                count,
                drowned ? Confidence.LIKELY : Confidence.CERTAIN,
                "connect() failed and no SYN was sent (" + CaseFile.text("TcpActiveOpens", opened) + " in "
                        + Counts.of(file.attempts(), "attempt")
                        + "): a route of this host says so, see 'ip route get'");
    }

    /** And no ICMP came in, as it does where a firewall or a router says no. */
    private static boolean failsAtOnce(CaseFile file, Symptom symptom, long count) {
        long atOnce = file.failures(symptom).stream()
                .filter(failure -> failure.endNs() - failure.startNs() < AT_ONCE_NS)
                .count();
        OptionalLong icmp = file.client(RefusalRules.UNREACHABLES);
        return CaseFile.isEnough(file.scaled(symptom, atOnce), count)
                && icmp.isPresent()
                && icmp.getAsLong() <= count / 5;
    }

    static Assessment memory(CaseFile file, Symptom symptom, long count) {
        if (symptom == Symptom.SELF_MADE) {
            return ownKind(count(file, FailureKind.MEMORY_EXHAUSTED), "the kernel had no memory for the socket");
        }
        boolean traced = file.tracedOr("tcp_send_reset TCP_ABORT_ON_MEMORY", symptom, count, Confidence.POSSIBLE)
                == Confidence.CERTAIN;
        return file.accountsFor("TcpExtTCPAbortOnMemory", count) || traced
                ? Assessment.fits(
                        count,
                        Confidence.CERTAIN,
                        "the kernel had no memory for the connections (" + file.moved("TcpExtTCPAbortOnMemory") + ")")
                : Assessment.OPEN;
    }
}
