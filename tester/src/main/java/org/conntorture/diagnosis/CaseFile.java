package org.conntorture.diagnosis;

import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.conntorture.capture.ResetOrigin;
import org.conntorture.evidence.CapturedAttempt;
import org.conntorture.evidence.CounterEvidence;
import org.conntorture.evidence.HostEvidence;
import org.conntorture.evidence.ListenerTrack;
import org.conntorture.evidence.Sighting;
import org.conntorture.evidence.TargetEvidence;
import org.conntorture.outcome.Symptom;
import org.conntorture.plan.Load;
import org.conntorture.record.FailureRecord;
import org.conntorture.record.SlowRecord;
import org.conntorture.result.FailureCount;
import org.conntorture.result.Hiccup;
import org.conntorture.result.TargetMeasurement;

/** All that is known of one target, asked by the rules. Pure; made for one diagnosis. */
public final class CaseFile {
    /** Shorter than the first SYN time-out of a second, with what a timer may be early. */
    static final long SYN_AGAIN_NS = 900_000_000;
    /** Of as many as failed, a counter must have moved by this share to account for them. */
    private static final double ENOUGH = 0.8;
    /** Moved by no more than this share of as many as failed, it had no part in them. */
    private static final double FEW = 0.2;
    /** Noise is never quite the same from one second to the next. */
    private static final int DROWNING = 5;

    private final TargetMeasurement measurement;
    private final TargetEvidence evidence;
    private final Load load;
    private final List<CapturedAttempt> captured;
    private final Map<Symptom, Long> counts = new EnumMap<>(Symptom.class);
    private final Map<Symptom, List<FailureRecord>> failures;

    CaseFile(TargetMeasurement measurement, TargetEvidence evidence, Load load, List<CapturedAttempt> captured) {
        this.measurement = measurement;
        this.evidence = evidence;
        this.load = load;
        this.captured = captured;
        for (FailureCount failure : measurement.failureCounts()) {
            counts.merge(failure.kind().symptom(), failure.count(), Long::sum);
        }
        if (evidence.attempts().slowAttempts() > 0) {
            counts.put(Symptom.SLOW, evidence.attempts().slowAttempts());
        }
        failures = evidence.attempts().failures().stream()
                .collect(Collectors.groupingBy(failure -> failure.kind().symptom()));
    }

    public TargetEvidence evidence() {
        return evidence;
    }

    /** Whether somebody saw the server's host, so that what was not seen there was not there. */
    public boolean seesHost() {
        return evidence.host().isPresent();
    }

    /** What the server's host shows; {@link HostEvidence#UNSEEN} where nobody saw it. */
    public HostEvidence host() {
        return evidence.host().orElse(HostEvidence.UNSEEN);
    }

    /** As they moved, with what moves them when all is quiet. */
    public CounterEvidence counters() {
        return evidence.kernel().counters();
    }

    public TargetMeasurement measurement() {
        return measurement;
    }

    /** The longest time in which the tester itself stood still; 0 where it did not. */
    public long longestPauseNs() {
        return measurement.hiccups().stream()
                .mapToLong(Hiccup::durationNs)
                .max()
                .orElse(0);
    }

    public Load load() {
        return load;
    }

    /** Of a target that is reached by TCP. */
    public InetSocketAddress address() {
        return (InetSocketAddress) evidence.address();
    }

    Map<Symptom, Long> counts() {
        return counts;
    }

    public long attempts() {
        return measurement.attempts();
    }

    public long successes() {
        return attempts() - measurement.judgedFailures() - measurement.testerFailures();
    }

    public long count(Symptom symptom) {
        return counts.getOrDefault(symptom, 0L);
    }

    /** From those kept one by one to all of the symptom. */
    public long scaled(Symptom symptom, long ofKept) {
        int kept = symptom == Symptom.SLOW ? slow().size() : failures(symptom).size();
        return kept == 0 ? 0 : Math.round(count(symptom) * (ofKept / (double) kept));
    }

    /** Those kept one by one, the first of all. */
    public List<FailureRecord> failures(Symptom symptom) {
        return symptom == Symptom.SLOW ? List.of() : failures.getOrDefault(symptom, List.of());
    }

    public List<SlowRecord> slow() {
        return evidence.attempts().slow();
    }

    /** Overdue attempts of which it is known that they failed in this way. */
    public List<Sighting> sightings(Symptom symptom) {
        Set<Long> failed =
                failures(symptom).stream().map(FailureRecord::attempt).collect(Collectors.toSet());
        return evidence.client().sightings().stream()
                .filter(sighting -> failed.contains(sighting.attempt()))
                .toList();
    }

    /** Where the resets came from that ended attempts of which the packets were kept. */
    public List<ResetOrigin> resetOrigins() {
        return captured.stream()
                .filter(one -> one.kind().symptom() == Symptom.RESET)
                .flatMap(one -> one.resetOrigin().stream())
                .toList();
    }

    /** SYNs that a failed connect sent, on average; 1 where that is not known. */
    public double synsEach(Symptom symptom) {
        return failures(symptom).stream()
                .mapToInt(failure -> 1 + Math.max(0, failure.retransmits()))
                .average()
                .orElse(1);
    }

    /** Connects that succeeded with a later SYN, of those kept. */
    public List<SlowRecord> connectedLate() {
        return slow().stream()
                .filter(one -> one.retransmits() != 0 && one.connectNs() >= SYN_AGAIN_NS)
                .toList();
    }

    /** Listeners that take connections to the address. */
    public List<ListenerTrack> listeners() {
        return host().listeners().stream()
                .filter(track -> track.local().getAddress().isAnyLocalAddress()
                        || track.local().getAddress().equals(address().getAddress())
                        || !counters().shared())
                .toList();
    }

    /** Whether a listener was there whenever it was looked for; false also where nobody could look. */
    public boolean alwaysListened() {
        return host().listenerSamples() > 0 && host().samplesWithoutListener() == 0;
    }

    /** Whether listeners were looked for and none was ever there. */
    public boolean neverListened() {
        return host().listenerSamples() > 0
                && host().samplesWithoutListener() == host().listenerSamples()
                && listeners().isEmpty();
    }

    /** A counter of the target's namespace, less what moves it when all is quiet. */
    public OptionalLong server(String name) {
        return less(counters().server(name), counters().noise(name));
    }

    /** Whether it is known that the target's kernel refused next to none of {@code count}. */
    public boolean refusesNone(long count) {
        return isFew(refusals(), count) && !isDrowned("TcpOutRsts", count);
    }

    /** Whether others move the counter so much more than {@code count} could that it does not show in it. */
    public boolean isDrowned(String name, long count) {
        return counters().noise(name) > DROWNING * count;
    }

    /** A counter of the tester's namespace, less what moves it when all is quiet where that was watched. */
    public OptionalLong client(String name) {
        boolean watched = counters().shared() || !seesHost();
        return less(counters().client(name), watched ? counters().noise(name) : 0);
    }

    private static OptionalLong less(OptionalLong moved, long noise) {
        return moved.isPresent() ? OptionalLong.of(Math.max(0, moved.getAsLong() - noise)) : moved;
    }

    /** Resets the target's kernel sent, but for those that end a connection it had: what refuses connections. */
    public OptionalLong refusals() {
        OptionalLong all = server("TcpOutRsts");
        if (all.isEmpty()) {
            return all;
        }
        long ofConnections = Stream.of("TcpExtTCPAbortOnClose", "TcpExtTCPAbortOnData", "TcpExtEmbryonicRsts")
                .mapToLong(name -> server(name).orElse(0))
                .sum();
        return OptionalLong.of(Math.max(0, all.getAsLong() - ofConnections));
    }

    /** Whether the target's counter is known and moved by about {@code count} or more. */
    public boolean accountsFor(String name, long count) {
        return isEnough(server(name).orElse(0), count);
    }

    /** Whether {@code moved} is about {@code count} or more, and not nothing. */
    public static boolean isEnough(long moved, long count) {
        return moved >= Math.max(1, Math.round(ENOUGH * count));
    }

    /** Whether the target's counter did not move to speak of beside {@code count} failures, which would show in it. */
    public boolean isFlat(String name, long count) {
        return isFew(server(name), count) && !isDrowned(name, count);
    }

    /** Whether it is known that something happened next to never beside {@code count} failures. */
    public static boolean isFew(OptionalLong moved, long count) {
        return moved.isPresent() && moved.getAsLong() <= FEW * count;
    }

    /** Of the target's namespace: {@code ListenOverflows +18}, or {@code ListenOverflows unknown}. */
    public String moved(String name) {
        return text(name, counters().server(name));
    }

    /** The same of the tester's namespace. */
    public String movedHere(String name) {
        return text(name, counters().client(name));
    }

    public static String text(String name, OptionalLong moved) {
        String known = moved.isPresent() ? String.format(Locale.ROOT, "+%,d", moved.getAsLong()) : "unknown";
        return name.replaceFirst("^(TcpExt|Tcp)", "") + " " + known;
    }

    /** How often a trace event was counted under load; unknown without a trace. */
    public OptionalLong traced(String event) {
        return evidence.kernel().traced().stream()
                .mapToLong(counts -> counts.getOrDefault(event, 0L))
                .findFirst();
    }

    /**
     * CERTAIN where the kernel itself said so as often as packets of these failures can have made it; events are
     * host-wide, so far more of them are somebody else's.
     */
    public Confidence tracedOr(String event, Symptom symptom, long count, Confidence otherwise) {
        long events = traced(event).orElse(0);
        double most = 2 * count * synsEach(symptom) + count(Symptom.SLOW) + 10;
        return isEnough(events, count) && events <= most ? Confidence.CERTAIN : otherwise;
    }

    public String setting(String name) {
        return evidence.client().settings().getOrDefault(name, "unknown");
    }

    public boolean isSet(String name, String value) {
        return value.equals(evidence.client().settings().get(name));
    }
}
