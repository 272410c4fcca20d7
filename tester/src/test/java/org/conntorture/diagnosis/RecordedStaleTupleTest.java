package org.conntorture.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.conntorture.evidence.AttemptEvidence;
import org.conntorture.evidence.BackgroundNoise;
import org.conntorture.evidence.ClientEvidence;
import org.conntorture.evidence.CounterEvidence;
import org.conntorture.evidence.HostEvidence;
import org.conntorture.evidence.KernelEvidence;
import org.conntorture.evidence.LeakEvidence;
import org.conntorture.evidence.ListenerTrack;
import org.conntorture.evidence.ProcessTrack;
import org.conntorture.evidence.ProxyEvidence;
import org.conntorture.evidence.Sighting;
import org.conntorture.evidence.TargetEvidence;
import org.conntorture.kernel.Counters;
import org.conntorture.kernel.Deltas;
import org.conntorture.kernel.NetFiles;
import org.conntorture.kernel.ProcessState;
import org.conntorture.kernel.SocketRow;
import org.conntorture.kernel.SocketTable;
import org.conntorture.kernel.TcpState;
import org.conntorture.outcome.Errno;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;
import org.conntorture.record.FailureRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The incident on Linux 3.13.10, as its texts and the real readers tell it: one connect that nobody ever answered. */
class RecordedStaleTupleTest {
    private static final Path RECORDED = Path.of("src/test/resources/kernel/linux-3.13.10-stale-tuple");
    private static final NetFiles BEFORE = new NetFiles(RECORDED.resolve("before"));
    private static final NetFiles DURING = new NetFiles(RECORDED.resolve("during"));
    private static final NetFiles AFTER = new NetFiles(RECORDED.resolve("after"));
    private static final int PORT = 8085;
    private static final InetSocketAddress SOURCE = new InetSocketAddress("127.0.0.1", 53_838);
    /** It ended in ETIMEDOUT after 127.3 s, 6 retransmits. */
    private static final long DURATION_NS = Duration.ofMillis(127_300).toNanos();

    private List<Cause> causes;

    @BeforeEach
    void diagnose() throws IOException {
        FailureRecord failure = new FailureRecord(
                1,
                FailureKind.CONNECT_TIMEOUT,
                Phase.CONNECT,
                Errno.ETIMEDOUT,
                CaseBuilder.ZERO_NS,
                CaseBuilder.ZERO_NS + DURATION_NS,
                SOURCE,
                6,
                0,
                0,
                null);
        CaseBuilder oneAttempt = CaseBuilder.local().attempts(1).failsAt(FailureKind.CONNECT_TIMEOUT, 1);
        causes = Diagnostician.diagnose(oneAttempt.measurement(), evidence(failure), oneAttempt.load(), List.of());
    }

    @Test
    void shouldNameTheOldSocketAndTheLeakAndNothingElse() {
        assertThat(causes).extracting(Cause::id).containsExactly(CauseId.STALE_TUPLE, CauseId.LEAKED_BY_ACCEPTOR);
        Cause stale = causes.get(0);
        assertThat(stale.confidence()).isEqualTo(Confidence.CERTAIN);
        assertThat(stale.explains()).isEqualTo(1);
        assertThat(stale.facts())
                .containsExactly(
                        "while their SYNs waited, the server held a socket in CLOSE_WAIT on the same addresses and"
                                + " ports, owned by pid 43 \"PM2 v3.5.1: God\"",
                        "source ports 53838",
                        "ListenDrops +0, TCPSYNChallenge +0");
    }

    @Test
    void shouldRuleOutWhatTheStorySuspected() {
        assertThat(causes.get(0).ruledOut())
                .contains(
                        new Exclusion(CauseId.ACCEPT_QUEUE_OVERFLOW, "ListenOverflows +0, accept queue peak 0 of 128"),
                        new Exclusion(CauseId.SYN_QUEUE_OVERFLOW, "TCPReqQFullDrop +0"),
                        new Exclusion(CauseId.TW_RECYCLE, "tcp_tw_recycle is 0"));
    }

    @Test
    void shouldSayWhoHoldsTheLeak() {
        assertThat(causes.get(1).facts().get(0))
                .isEqualTo("4 sockets in CLOSE_WAIT held by pid 43 \"PM2 v3.5.1: God\", 20 bytes unread");
    }

    private static TargetEvidence evidence(FailureRecord failure) throws IOException {
        Deltas moved = Counters.read(AFTER).since(Counters.read(BEFORE));
        CounterEvidence counters =
                new CounterEvidence(moved, moved, true, DURATION_NS, BackgroundNoise.NONE, BackgroundNoise.NONE);
        return new TargetEvidence(
                Sockets.TARGET,
                new AttemptEvidence(List.of(failure), List.of(), 0),
                new ClientEvidence(
                        List.of(sighting()), List.of(), OptionalLong.empty(), Optional.empty(), settings(), List.of()),
                new KernelEvidence(counters, OptionalLong.empty(), OptionalLong.empty(), Optional.empty()),
                Optional.of(new HostEvidence(listeners(), 3, 0, leak())),
                ProxyEvidence.NONE,
                Optional.empty());
    }

    private static List<ListenerTrack> listeners() {
        return SocketTable.listeners(DURING, PORT).stream()
                .map(RecordedStaleTupleTest::track)
                .toList();
    }

    private static ListenerTrack track(SocketRow row) {
        ProcessTrack owner = new ProcessTrack(
                43,
                "PM2 v3.5.1: God",
                "",
                Map.of('S', 3),
                0,
                List.of(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                null);
        return new ListenerTrack(
                row.local(),
                row.inode(),
                3,
                0,
                3,
                row.rxQueue(),
                OptionalLong.of(128),
                OptionalLong.empty(),
                CaseBuilder.ZERO_NS,
                CaseBuilder.ZERO_NS + DURATION_NS,
                Optional.of(owner));
    }

    /** Both ends as the table had them 20 s into the connect. */
    private static Sighting sighting() {
        List<SocketRow> rows = SocketTable.connections(DURING, PORT);
        Optional<SocketRow> client =
                rows.stream().filter(row -> row.local().equals(SOURCE)).findFirst();
        Optional<SocketRow> server =
                rows.stream().filter(row -> row.remote().equals(SOURCE)).findFirst();
        ProcessState owner =
                new ProcessState(43, "PM2 v3.5.1: God", "", 'S', 1, 1, OptionalLong.empty(), OptionalLong.empty());
        return new Sighting(1, Phase.CONNECT, SOURCE, client, server, Optional.of(owner));
    }

    /** All four were leaked by reloads under the load before. */
    private static LeakEvidence leak() {
        List<SocketRow> leaked = SocketTable.connections(AFTER, PORT).stream()
                .filter(row -> row.state() == TcpState.CLOSE_WAIT && row.inode() != 0)
                .toList();
        return new LeakEvidence(
                0,
                leaked.size(),
                0,
                (int) leaked.stream().filter(row -> row.unreadBytes() > 0).count(),
                leaked.stream().mapToLong(SocketRow::unreadBytes).sum(),
                leaked.stream().map(row -> row.remote().getPort()).toList(),
                Map.of("pid 43 \"PM2 v3.5.1: God\"", leaked.size()));
    }

    private static Map<String, String> settings() throws IOException {
        try (Stream<Path> files = Files.list(RECORDED.resolve("during"))) {
            List<Path> settings = files.filter(
                            file -> file.getFileName().toString().startsWith("sys."))
                    .toList();
            return settings.stream()
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().substring("sys.".length()),
                            RecordedStaleTupleTest::text,
                            (one, other) -> one,
                            TreeMap::new));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }
}
