package org.conntorture.diagnosis;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.conntorture.evidence.ProcessTrack;
import org.conntorture.evidence.Sighting;
import org.conntorture.kernel.TcpState;
import org.conntorture.record.FailureRecord;
import org.conntorture.record.SlowRecord;

/** SYNs that meet an old socket on the same addresses and ports. */
final class TupleRules {
    /** A challenge ACK, a reset and the next SYN take two jiffies, or a second before Linux 5.7; less than the second band. */
    private static final long CHALLENGED_NS = 1_500_000_000L;

    private TupleRules() {}

    static Assessment staleTuple(CaseFile file, Symptom symptom, long count) {
        return symptom == Symptom.SLOW ? challenged(file, count) : unanswered(file, symptom, count);
    }

    /** Since 3.18 the client resets the stale socket and connects with its next SYN. */
    private static Assessment challenged(CaseFile file, long count) {
        List<SlowRecord> again = file.slow().stream()
                .filter(slow -> slow.retransmits() != 0 && slow.connectNs() < CHALLENGED_NS)
                .toList();
        long hits = file.server("TcpExtTCPSYNChallenge").orElse(0);
        if (hits == 0 || again.isEmpty()) {
            return file.isFlat("TcpExtTCPSYNChallenge", count)
                    ? Assessment.ruledOut("no SYN met an old socket (" + file.moved("TcpExtTCPSYNChallenge") + ")")
                    : Assessment.OPEN;
        }
        Set<Integer> ports = again.stream()
                .map(SlowRecord::source)
                .filter(Objects::nonNull)
                .map(InetSocketAddress::getPort)
                .collect(Collectors.toCollection(TreeSet::new));
        long explained = Math.min(count, Math.min(again.size(), hits));
        boolean identity = hits >= 0.8 * again.size() && hits <= 1.5 * again.size();
        return Assessment.fits(
                explained,
                identity ? Confidence.CERTAIN : Confidence.LIKELY,
                "their first SYN met an old socket and was challenged (" + file.moved("TcpExtTCPSYNChallenge") + ", "
                        + Quantities.of(again.size(), "connect") + " took a second SYN)",
                "source ports " + Quantities.list(ports));
    }

    private static Assessment unanswered(CaseFile file, Symptom symptom, long count) {
        List<Sighting> stale =
                file.sightings(symptom).stream().filter(TupleRules::isStale).toList();
        if (stale.isEmpty()) {
            return file.sightings(symptom).isEmpty()
                    ? Assessment.OPEN
                    : Assessment.ruledOut("no old socket stood on the addresses and ports of those looked up");
        }
        Set<Integer> ports = stale.stream()
                .map(sighting -> sighting.source().getPort())
                .collect(Collectors.toCollection(TreeSet::new));
        ports.addAll(file.evidence().leak().remotePorts());
        long explained = file.failures(symptom).stream()
                .filter(failure -> failure.source() != null
                        && ports.contains(failure.source().getPort()))
                .count();
        List<String> facts = new ArrayList<>();
        Sighting first = stale.get(0);
        facts.add("while their SYNs waited, the server held a socket in "
                + first.server().orElseThrow().state() + " on the same addresses and ports"
                + first.owner()
                        .map(owner -> ", owned by " + ProcessTrack.text(owner.pid(), owner.name(), owner.commandLine()))
                        .orElse(""));
        facts.add("source ports " + Quantities.list(portsOf(file.failures(symptom), ports)));
        facts.add(file.moved("TcpExtListenDrops") + ", " + file.moved("TcpExtTCPSYNChallenge"));
        return Assessment.fits(explained, Confidence.CERTAIN, facts);
    }

    private static Set<Integer> portsOf(List<FailureRecord> failures, Set<Integer> among) {
        return failures.stream()
                .map(FailureRecord::source)
                .filter(Objects::nonNull)
                .map(InetSocketAddress::getPort)
                .filter(among::contains)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The client still sends SYNs and the other end has long had its connection. */
    private static boolean isStale(Sighting sighting) {
        boolean waiting =
                sighting.client().map(row -> row.state() == TcpState.SYN_SENT).orElse(false);
        return waiting
                && sighting.server()
                        .map(row -> row.state() != TcpState.SYN_RECV && row.state() != TcpState.TIME_WAIT)
                        .orElse(false);
    }

    static Assessment timeWait(CaseFile file, Symptom symptom, long count) {
        long hits = Math.max(
                file.server("TcpExtPAWSTimewait").orElse(0),
                file.server("TcpExtTCPACKSkippedTimeWait").orElse(0));
        if (hits < Math.max(1, count / 2)) {
            return Assessment.OPEN;
        }
        return Assessment.fits(
                Math.min(hits, count),
                Confidence.LIKELY,
                "SYNs met sockets in TIME_WAIT (" + file.moved("TcpExtPAWSTimewait") + ", "
                        + file.moved("TcpExtTCPACKSkippedTimeWait") + ")");
    }

    static Assessment twRecycle(CaseFile file, Symptom symptom, long count) {
        String setting = file.evidence().settings().get("net.ipv4.tcp_tw_recycle");
        if (setting == null || setting.equals("0")) {
            return Assessment.OPEN;
        }
        return file.accountsFor("TcpExtPAWSPassive", count)
                ? Assessment.fits(
                        count,
                        Confidence.CERTAIN,
                        "tcp_tw_recycle is on and timestamps were refused (" + file.moved("TcpExtPAWSPassive") + ")")
                : Assessment.OPEN;
    }
}
