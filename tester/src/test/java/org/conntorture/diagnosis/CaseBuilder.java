package org.conntorture.diagnosis;

import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.conntorture.capture.ResetOrigin;
import org.conntorture.evidence.AttemptEvidence;
import org.conntorture.evidence.CapturedAttempt;
import org.conntorture.evidence.ClientEvidence;
import org.conntorture.evidence.HostEvidence;
import org.conntorture.evidence.KernelEvidence;
import org.conntorture.evidence.LeakEvidence;
import org.conntorture.evidence.ProbeResult;
import org.conntorture.evidence.ProxyEvidence;
import org.conntorture.evidence.ProxyLog;
import org.conntorture.evidence.TargetEvidence;
import org.conntorture.evidence.UnixEvidence;
import org.conntorture.outcome.FailureKind;
import org.conntorture.plan.Load;
import org.conntorture.record.SlowRecord;
import org.conntorture.result.TargetMeasurement;
import org.conntorture.support.LoadSketch;

/**
 * A target's run of ten seconds as a test describes it, a sentence per fact: healthy but for what the test says, all
 * counters known and unmoved.
 */
public final class CaseBuilder {
    /** The host has been up for half a day. */
    public static final long ZERO_NS = 50_000_000_000_000L;

    public static final int SECONDS = 10;
    public static final long RUN_NS = SECONDS * 1_000_000_000L;
    private static final int LOOKS = 50;

    private InetSocketAddress address = Sockets.TARGET;
    private final boolean local;
    private long attempts = 10_000;
    private int servedSeconds = SECONDS;
    private long pausedNs;
    private boolean disturbed;
    private final List<FailureSketch> failures = new ArrayList<>();
    private final List<SlowRecord> slow = new ArrayList<>();
    private final CounterSketch counters;
    private final List<ListenerSketch> listeners = new ArrayList<>(List.of(new ListenerSketch()));
    private int samplesWithout;
    private final Map<String, LeakEvidence> behind = new LinkedHashMap<>();
    private final Map<Integer, Long> statuses = new HashMap<>();
    private ProxyLog proxyLog;
    private LeakEvidence leak = LeakEvidence.NONE;
    private OptionalLong throttledNs = OptionalLong.empty();
    private OptionalLong conntrackPeak = OptionalLong.empty();
    private OptionalLong conntrackMax = OptionalLong.empty();
    private Optional<Boolean> neighbourUnresolved = Optional.empty();
    private Map<String, Long> traced;
    private final Map<String, String> settings = new HashMap<>();
    private final List<String> unknown = new ArrayList<>();
    private final List<ProbeResult> probes = new ArrayList<>();
    private final LoadSketch load = new LoadSketch();
    private final List<CapturedAttempt> captured = new ArrayList<>();

    private UnixEvidence unix;

    private CaseBuilder(CounterSketch.Place place) {
        load.connectTimeout = Duration.ofMillis(1500);
        load.replyTimeout = Duration.ofMillis(1000);
        counters = new CounterSketch(place);
        local = place != CounterSketch.Place.REMOTE;
    }

    /** On the tester's host and in its network namespace. */
    public static CaseBuilder local() {
        return new CaseBuilder(CounterSketch.Place.LOCAL);
    }

    public static CaseBuilder remote() {
        return new CaseBuilder(CounterSketch.Place.REMOTE)
                .withoutListener(LOOKS)
                .unknown("the target is not on this host, so its counters are unknown");
    }

    /** In another network namespace of the tester's host. */
    public static CaseBuilder container() {
        return new CaseBuilder(CounterSketch.Place.CONTAINER);
    }

    public static CaseBuilder unixSocket(UnixEvidence seen) {
        CaseBuilder builder = new CaseBuilder(CounterSketch.Place.REMOTE);
        builder.unix = seen;
        return builder;
    }

    public CaseBuilder address(InetSocketAddress address) {
        this.address = address;
        return this;
    }

    public CaseBuilder attempts(long number) {
        attempts = number;
        return this;
    }

    /** Nobody is served after that second. */
    public CaseBuilder servedUntil(int second) {
        servedSeconds = second;
        return this;
    }

    /** It is reloaded, restarted or otherwise disturbed in the middle of the run. */
    public CaseBuilder disturbed() {
        disturbed = true;
        return this;
    }

    /** The tester itself stands still for so many seconds in the middle. */
    public CaseBuilder testerStopped(double seconds) {
        pausedNs = (long) (seconds * 1e9);
        return this;
    }

    long pausedNs() {
        return pausedNs;
    }

    public CaseBuilder fails(FailureKind kind, long count) {
        return failsAt(
                kind,
                count == attempts
                        ? LongStream.rangeClosed(1, count).toArray()
                        : FailureSketch.scattered(count, attempts));
    }

    public CaseBuilder failsAt(FailureKind kind, long... numbers) {
        failures.add(new FailureSketch(kind, numbers));
        return this;
    }

    public CaseBuilder failsInARow(FailureKind kind, long first, long count) {
        return failsAt(kind, LongStream.range(first, first + count).toArray());
    }

    public CaseBuilder failsEvery(FailureKind kind, long step) {
        return failsAt(
                kind,
                LongStream.rangeClosed(1, attempts / step).map(i -> i * step).toArray());
    }

    /** Changes the failures named last. */
    public CaseBuilder each(Consumer<FailureSketch> change) {
        change.accept(failures.get(failures.size() - 1));
        return this;
    }

    public CaseBuilder fromPorts(int... some) {
        return each(one -> one.ports = some);
    }

    /** So many of the failures named last were looked up while they waited. */
    public CaseBuilder lookedUp(int count, Sockets sockets) {
        return each(one -> {
            one.lookedUp = count;
            one.sockets = sockets;
        });
    }

    public CaseBuilder slow(long count, double connectMs, double readMs, int retransmits) {
        return slowAt(connectMs, readMs, retransmits, FailureSketch.scattered(count, attempts));
    }

    public CaseBuilder slowAt(double connectMs, double readMs, int retransmits, long... numbers) {
        LongStream.of(numbers)
                .mapToObj(number -> FailureSketch.slow(number, startNs(number), connectMs, readMs, retransmits))
                .forEach(slow::add);
        return this;
    }

    /** Of the target's namespace, and of the tester's where it is the same. */
    public CaseBuilder moved(String name, long count) {
        counters.moved(name, count);
        return this;
    }

    public CaseBuilder movedAtClient(String name, long count) {
        counters.client.put(name, count);
        return this;
    }

    public CaseBuilder unknownCounters(String... names) {
        counters.forget(names);
        return this;
    }

    /** In ten quiet seconds. */
    public CaseBuilder noise(String name, long count) {
        counters.quiet.put(name, count);
        return this;
    }

    public CaseBuilder listener(Consumer<ListenerSketch> change) {
        change.accept(listeners.get(0));
        return this;
    }

    public CaseBuilder anotherListener(Consumer<ListenerSketch> change) {
        ListenerSketch other = new ListenerSketch().inode(900 + listeners.size());
        change.accept(other);
        listeners.add(other);
        return this;
    }

    public CaseBuilder withoutListener(int looks) {
        samplesWithout = looks;
        if (looks == LOOKS) {
            listeners.clear();
        }
        return this;
    }

    public CaseBuilder leak(int before, int after, Integer... ports) {
        leak = new LeakEvidence(
                before, after, 0, after, 6L * after, List.of(ports), Map.of("pid 43 \"server\"", after));
        return this;
    }

    public CaseBuilder conntrack(long peak, long max) {
        conntrackPeak = OptionalLong.of(peak);
        conntrackMax = OptionalLong.of(max);
        return this;
    }

    /** The tester's own control group. */
    public CaseBuilder throttled(Duration time) {
        throttledNs = OptionalLong.of(time.toNanos());
        return this;
    }

    public CaseBuilder neighbourUnresolved(boolean unresolved) {
        neighbourUnresolved = Optional.of(unresolved);
        return this;
    }

    public CaseBuilder traced(String event, long count) {
        traced = traced == null ? new HashMap<>() : traced;
        traced.put(event, count);
        return this;
    }

    public CaseBuilder setting(String name, String value) {
        settings.put(name, value);
        return this;
    }

    public CaseBuilder probed(ProbeResult.Kind kind, String what, boolean succeeded) {
        probes.add(new ProbeResult(kind, what, succeeded, succeeded ? "answered" : "no answer", 2_000_000_000L));
        return this;
    }

    /** A reset whose packets were kept. */
    public CaseBuilder resetFrom(int resetHops, int targetHops) {
        captured.add(new CapturedAttempt(
                1,
                FailureKind.RESET,
                Path.of("1.pcap"),
                "SYN, SYN-ACK, RST",
                Optional.of(new ResetOrigin(resetHops, targetHops))));
        return this;
    }

    public CaseBuilder unknown(String fact) {
        unknown.add(fact);
        return this;
    }

    public CaseBuilder load(Consumer<LoadSketch> change) {
        change.accept(load);
        return this;
    }

    public long startNs(long attempt) {
        return ZERO_NS + attempt * (RUN_NS / (attempts + 1));
    }

    public CaseBuilder keptBehind(String address, int sockets, int unread, String owner) {
        behind.put(address, new LeakEvidence(0, sockets, 0, unread, 90L * unread, List.of(), Map.of(owner, sockets)));
        return this;
    }

    public CaseBuilder statuses(Map<Integer, Long> counts) {
        statuses.putAll(counts);
        return this;
    }

    public CaseBuilder proxyLog(ProxyLog log) {
        proxyLog = log;
        return this;
    }

    public List<Cause> diagnose() {
        return Diagnostician.diagnose(measurement(), evidence(), load(), captured);
    }

    public TargetMeasurement measurement() {
        return new CaseMeasurement(this, attempts, servedSeconds, disturbed, failures).measurement(statuses);
    }

    public TargetEvidence evidence() {
        return unix == null ? ofTcp() : ofUnixSocket();
    }

    private TargetEvidence ofUnixSocket() {
        return TargetEvidence.ofUnixSocket(
                UnixDomainSocketAddress.of("/run/app.sock"),
                new AttemptEvidence(FailureSketch.records(this, failures), slow, slow.size()),
                unix);
    }

    private TargetEvidence ofTcp() {
        return new TargetEvidence(
                address,
                new AttemptEvidence(FailureSketch.records(this, failures), slow, slow.size()),
                client(),
                new KernelEvidence(counters.evidence(), conntrackPeak, conntrackMax, Optional.ofNullable(traced)),
                local ? Optional.of(host()) : Optional.empty(),
                new ProxyEvidence(behind, Optional.ofNullable(proxyLog)),
                Optional.empty());
    }

    private ClientEvidence client() {
        return new ClientEvidence(
                failures.stream().flatMap(one -> one.sightings().stream()).toList(),
                probes,
                throttledNs,
                neighbourUnresolved,
                settings,
                unknown);
    }

    private HostEvidence host() {
        return new HostEvidence(listeners.stream().map(ListenerSketch::track).toList(), LOOKS, samplesWithout, leak);
    }

    public Load load() {
        load.attempts(attempts);
        return load.build();
    }
}
