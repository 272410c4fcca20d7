package org.conntorture.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.conntorture.evidence.AttemptEvidence;
import org.conntorture.evidence.BackgroundNoise;
import org.conntorture.evidence.ClientEvidence;
import org.conntorture.evidence.CounterEvidence;
import org.conntorture.evidence.HostEvidence;
import org.conntorture.evidence.KernelEvidence;
import org.conntorture.evidence.LeakEvidence;
import org.conntorture.evidence.ProxyEvidence;
import org.conntorture.evidence.TargetEvidence;
import org.conntorture.kernel.Deltas;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;
import org.conntorture.plan.Shard;
import org.conntorture.record.FailureRecord;
import org.conntorture.support.Failures;
import org.junit.jupiter.api.Test;

class MergedEvidenceTest {
    private static final long SECOND_NS = 1_000_000_000;

    private final MergedEvidence merged = new MergedEvidence();

    private static TargetEvidence evidence(boolean local, long moved) {
        Deltas deltas = new Deltas(Map.of("TcpOutRsts", moved));
        FailureRecord failure = Failures.atOnce(5, FailureKind.CONNECT_REFUSED, Phase.CONNECT, 100, null, null);
        CounterEvidence counters = new CounterEvidence(
                deltas,
                local ? deltas : Deltas.UNKNOWN,
                local,
                SECOND_NS,
                BackgroundNoise.NONE,
                new BackgroundNoise(deltas, SECOND_NS));
        return new TargetEvidence(
                new InetSocketAddress("192.0.2.1", 8085),
                new AttemptEvidence(List.of(failure), List.of(), 0),
                new ClientEvidence(List.of(), List.of(), OptionalLong.empty(), Optional.empty(), Map.of(), List.of()),
                new KernelEvidence(counters, OptionalLong.of(moved), OptionalLong.of(1000), Optional.empty()),
                local ? Optional.of(new HostEvidence(List.of(), 50, 0, LeakEvidence.NONE)) : Optional.empty(),
                ProxyEvidence.NONE,
                Optional.empty());
    }

    private void add(int index, TargetEvidence evidence, String network) {
        merged.add(evidence, new Timing(new Shard(index, 3, null), index * 1000L, index * 1000L), network);
    }

    private static Span span(int from, int to) {
        return new Span(from * SECOND_NS, to * SECOND_NS);
    }

    private TargetEvidence settled(Span... spans) {
        Map<Integer, Span> byIndex = new java.util.TreeMap<>();
        for (Span span : spans) {
            byIndex.put(byIndex.size(), span);
        }
        merged.settleHost(byIndex);
        return merged.evidence();
    }

    @Test
    void shouldAddUpWhatHostsSayOfThemselvesOnceForEachNetwork() {
        add(0, evidence(false, 10), "a");
        add(1, evidence(false, 10), "a");
        add(2, evidence(false, 7), "b");

        TargetEvidence all = settled(span(0, 10), span(0, 10), span(0, 10));

        assertThat(all.kernel().counters().client("TcpOutRsts")).hasValue(17);
        assertThat(all.kernel().counters().server("TcpOutRsts")).isEmpty();
        assertThat(all.attempts().failures()).extracting(FailureRecord::attempt).containsExactly(13L, 14L, 15L);
        assertThat(all.attempts().failures()).extracting(FailureRecord::startNs).containsExactly(100L, 1100L, 2100L);
    }

    @Test
    void shouldTakeTheServersHostFromAShardThatWasThereForAll() {
        add(0, evidence(false, 10), "a");
        add(1, evidence(true, 10), "b");
        add(2, evidence(true, 99), "b");

        TargetEvidence all = settled(span(1, 10), span(0, 10), span(0, 9));

        assertThat(all.host()).isPresent();
        assertThat(all.kernel().counters().server("TcpOutRsts")).hasValue(10);
        assertThat(all.host().orElseThrow().listenerSamples()).isEqualTo(50);
        assertThat(all.kernel().conntrackPeak()).hasValue(10);
    }

    @Test
    void shouldKnowNothingOfAHostThatWasSeenAtAnotherTime() {
        add(0, evidence(true, 10), "b");
        add(1, evidence(true, 99), "b");

        TargetEvidence all = settled(span(0, 10), span(30, 40));

        assertThat(all.host()).isEmpty();
        assertThat(all.kernel().conntrackPeak()).isEmpty();
        assertThat(all.kernel().counters().server("TcpOutRsts")).isEmpty();
        assertThat(all.client().unknown())
                .containsExactly("the server's host, as the shards on it were not there at the same time");
    }
}
