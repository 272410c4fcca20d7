package org.conntorture.diagnosis.rules;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.conntorture.diagnosis.Assessment;
import org.conntorture.diagnosis.CaseFile;
import org.conntorture.diagnosis.Confidence;
import org.conntorture.diagnosis.ProbeFacts;
import org.conntorture.evidence.ProbeResult;
import org.conntorture.outcome.Symptom;
import org.conntorture.record.FailureRecord;
import org.conntorture.record.SlowRecord;
import org.conntorture.text.Counts;
import org.conntorture.text.Lists;

/**
 * Failures that come back with the same source ports, which is all that can be seen of an old socket on another host:
 * loss, filters and full queues take no notice of the port.
 */
final class StickyPorts {
    /** Ports of the default ip_local_port_range, 32768 to 60999. */
    private static final long DEFAULT_PORTS = 28_232;
    /** Ports that failed twice, at least, and as many times more than chance makes. */
    private static final int LEAST_REPEATS = 3;

    private static final int BEYOND_CHANCE = 5;
    /**
     * The kernel walks through its ports with small random steps, now and then back. It has not come round to a port again
     * before so large a part of them as attempts.
     */
    private static final int NEXT_ROUND_PART = 50;
    /** One of several listeners or backends, chosen by port, has a larger share of the ports than that. */
    private static final double FEW_PORTS_SHARE = 0.1;
    /** TIME_WAIT is over by then. */
    private static final long TIME_WAIT_NS = 61_000_000_000L;
    /** Sooner than any time-out of a SYN, and later than an answer. */
    private static final long SOONEST_NS = 1_000_000;

    private static final long SOON_NS = 500_000_000;

    private StickyPorts() {}

    private static Map<Integer, List<FailureRecord>> byPort(CaseFile file, Symptom symptom) {
        return file.failures(symptom).stream()
                .filter(failure -> failure.source() != null)
                .collect(Collectors.groupingBy(
                        failure -> failure.source().getPort(), TreeMap::new, Collectors.toList()));
    }

    private static long portsInUse(CaseFile file) {
        long chosen = file.load().sources().portCount();
        String[] range = file.setting("net.ipv4.ip_local_port_range").trim().split("\\s+");
        boolean known = range.length == 2 && range[0].matches("\\d{1,5}") && range[1].matches("\\d{1,5}");
        long ofKernel = known ? Long.parseLong(range[1]) - Long.parseLong(range[0]) + 1 : DEFAULT_PORTS;
        return Math.max(1, chosen > 0 ? chosen : ofKernel);
    }

    /** Whether the same few ports fail again and again while others are served. */
    static boolean areSticky(CaseFile file, Symptom symptom) {
        Map<Integer, List<FailureRecord>> byPort = byPort(file, symptom);
        long failures = byPort.values().stream().mapToLong(List::size).sum();
        long apart = file.load().sources().portCount() > 0 ? 1 : portsInUse(file) / NEXT_ROUND_PART;
        long repeats =
                byPort.values().stream().mapToLong(one -> repeats(one, apart)).sum();
        double byChance = failures * (double) failures / (2 * portsInUse(file));
        return file.successes() > 0
                && byPort.size() <= Math.max(1, FEW_PORTS_SHARE * portsInUse(file))
                && repeats >= LEAST_REPEATS
                && repeats >= BEYOND_CHANCE * byChance;
    }

    private static long repeats(List<FailureRecord> ofPort, long apart) {
        return IntStream.range(1, ofPort.size())
                .filter(i -> ofPort.get(i).attempt() - ofPort.get(i - 1).attempt() >= apart)
                .count();
    }

    static Assessment unanswered(CaseFile file, Symptom symptom) {
        if (!areSticky(file, symptom)) {
            return Assessment.OPEN;
        }
        Map<Integer, List<FailureRecord>> byPort = byPort(file, symptom);
        byPort.values().removeIf(failures -> failures.size() < 2);
        long met = byPort.values().stream().mapToLong(List::size).sum();
        boolean outlivesTimeWait = byPort.values().stream()
                .anyMatch(failures -> failures.get(failures.size() - 1).startNs()
                                - failures.get(0).startNs()
                        > TIME_WAIT_NS);
        return Assessment.fits(
                file.scaled(symptom, met),
                outlivesTimeWait || isSeenByProbes(file) ? Confidence.LIKELY : Confidence.POSSIBLE,
                "the same " + Counts.of(byPort.size(), "source port")
                        + " failed again and again while others were served",
                "source ports " + Lists.shortened(byPort.keySet()),
                outlivesTimeWait
                        ? "a minute apart too, which no TIME_WAIT lasts"
                        : "none more than a minute apart, so it may be TIME_WAIT as well");
    }

    /** Once the load was over, the port failed again and the one beside it did not. */
    private static boolean isSeenByProbes(CaseFile file) {
        return !ProbeFacts.succeeded(file, ProbeResult.Kind.SAME_PORT).orElse(true)
                && ProbeFacts.succeeded(file, ProbeResult.Kind.OTHER_PORT).orElse(false);
    }

    /** A second SYN long before a time-out: something answered the first, and not with a SYN-ACK. */
    static Assessment soonAgain(CaseFile file) {
        List<SlowRecord> soon = file.slow().stream()
                .filter(slow -> slow.retransmits() > 0
                        && slow.connectNs() >= SOONEST_NS
                        && slow.connectNs() < SOON_NS
                        && slow.readNs() < SOON_NS / 5)
                .toList();
        return soon.isEmpty()
                ? Assessment.OPEN
                : Assessment.fits(
                        file.scaled(Symptom.SLOW, soon.size()),
                        Confidence.POSSIBLE,
                        Counts.of(soon.size(), "connect")
                                + " sent a second SYN long before the first timed out, as after a challenge by an old"
                                + " socket",
                        "source ports "
                                + Lists.shortened(soon.stream()
                                        .map(SlowRecord::source)
                                        .filter(Objects::nonNull)
                                        .map(source -> source.getPort())
                                        .distinct()
                                        .sorted()
                                        .toList()));
    }
}
