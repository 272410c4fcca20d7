package org.conntorture.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.conntorture.kernel.TcpState;
import org.conntorture.outcome.FailureKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a host may say, the sums are right and the sentences readable; the seed stands in the name of a failed test. */
class RandomEvidenceTest {
    private static final int CASES = 2_000;
    private static final Pattern PRINTABLE = Pattern.compile("[!-~][ -~]*[!-~]");
    private static final List<Sockets> SOCKETS = List.of(
            Sockets.unanswered(),
            Sockets.stale(TcpState.CLOSE_WAIT, 43),
            Sockets.stale(TcpState.ESTABLISHED, 0),
            Sockets.halfOpen(),
            Sockets.inQueue(),
            Sockets.accepted(0, 43),
            Sockets.accepted(6, 77),
            Sockets.accepted(6, 43).unseenServer(),
            Sockets.requestLost(),
            Sockets.replyLost(),
            Sockets.full(4));
    private static final List<String> OTHER_COUNTERS = List.of(
            "ConntrackDrop", "ConntrackInsertFailed", "ConntrackInvalid", "TcpExtPAWSTimewait", "TcpExtPAWSPassive");
    private static final List<String> EVENTS =
            List.of("kfree_skb NETFILTER_DROP", "kfree_skb SOCKET_FILTER", "tcp_send_reset TCP_ABORT_ON_CLOSE");
    private static final Map<String, List<String>> SETTINGS = Map.of(
            "net.ipv4.tcp_tw_recycle", List.of("0", "1"),
            "net.ipv4.tcp_abort_on_overflow", List.of("0", "1"),
            "net.ipv4.ip_local_port_range", List.of("32768\t60999", "nonsense", "40000 40019"));

    static IntStream seeds() {
        return IntStream.range(0, CASES / 100);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldShareOutWhatFailedAndSayWhy(int seed) {
        for (int i = 0; i < 100; i++) {
            long caseSeed = seed * 100L + i;
            CaseBuilder builder = random(new Random(caseSeed));
            List<Cause> causes = builder.diagnose();

            assertThat(causes)
                    .as("case %d", caseSeed)
                    .isEqualTo(random(new Random(caseSeed)).diagnose())
                    .extracting(Cause::id)
                    .doesNotHaveDuplicates();
            checkSums(builder, causes, caseSeed);
            checkSentences(causes, caseSeed);
        }
    }

    private static void checkSums(CaseBuilder builder, List<Cause> causes, long caseSeed) {
        long failed =
                builder.measurement().judgedFailures() + builder.measurement().testerFailures();
        long explained = causes.stream().mapToLong(Cause::explains).sum();
        assertThat(causes).as("case %d", caseSeed).allMatch(cause -> cause.explains() >= 0);
        if (failed > 0) {
            assertThat(explained).as("case %d", caseSeed).isEqualTo(failed);
        } else {
            assertThat(explained)
                    .as("case %d", caseSeed)
                    .isLessThanOrEqualTo(builder.evidence().attempts().slowAttempts());
        }
    }

    private static void checkSentences(List<Cause> causes, long caseSeed) {
        assertThat(causes).as("case %d", caseSeed).allSatisfy(cause -> {
            assertThat(cause.facts()).isNotEmpty().doesNotHaveDuplicates().allMatch(RandomEvidenceTest::isSentencePart);
            assertThat(cause.ruledOut())
                    .hasSizeLessThanOrEqualTo(6)
                    .extracting(Exclusion::id)
                    .doesNotHaveDuplicates()
                    .doesNotContainAnyElementsOf(causes.stream().map(Cause::id).toList());
            assertThat(cause.ruledOut()).extracting(Exclusion::fact).allMatch(RandomEvidenceTest::isSentencePart);
        });
    }

    private static boolean isSentencePart(String text) {
        return PRINTABLE.matcher(text).matches()
                && !text.endsWith(".")
                && !text.contains("null")
                && !text.contains("Optional")
                && !text.contains("  ");
    }

    static CaseBuilder random(Random random) {
        CaseBuilder builder = random.nextInt(4) == 0
                ? CaseBuilder.remote()
                : random.nextInt(4) == 0 ? CaseBuilder.container() : CaseBuilder.local();
        builder.attempts(200 + random.nextInt(5_000)).servedUntil(1 + random.nextInt(10));
        FailureKind[] kinds = FailureKind.values();
        for (int i = random.nextInt(4); i > 0; i--) {
            FailureKind kind = kinds[random.nextInt(kinds.length)];
            int count = 1 + random.nextInt(random.nextBoolean() ? 5 : 45);
            fail(builder, kind, count, random);
        }
        if (random.nextBoolean()) {
            builder.slow(random.nextInt(100), random.nextInt(1_500), random.nextInt(900), random.nextInt(4) - 1);
        }
        counters(builder, random);
        host(builder, random);
        return builder;
    }

    private static void fail(CaseBuilder builder, FailureKind kind, int count, Random random) {
        switch (random.nextInt(3)) {
            case 0 -> builder.fails(kind, count);
            case 1 -> builder.failsInARow(kind, 1 + random.nextInt(100), count);
            default ->
                builder.failsAt(
                        kind, LongStream.range(1, count + 1).map(i -> 4 * i).toArray());
        }
        builder.each(one -> one.retransmits = random.nextInt(5) - 1)
                .each(one -> one.status = random.nextBoolean() ? 0 : 500 + random.nextInt(5))
                .each(one -> one.detail = random.nextBoolean() ? null : "status 502\u00e9 instead of 200")
                .lookedUp(random.nextInt(count + 1), SOCKETS.get(random.nextInt(SOCKETS.size())));
        if (random.nextInt(3) == 0) {
            builder.fromPorts(40_001, 40_002, 40_003);
        }
    }

    private static void counters(CaseBuilder builder, Random random) {
        List<String> names = random.nextBoolean() ? CounterSketch.NAMES : OTHER_COUNTERS;
        for (String name : names) {
            switch (random.nextInt(6)) {
                case 0 -> builder.moved(name, random.nextInt(100));
                case 1 -> builder.moved(name, random.nextInt(100_000)).noise(name, random.nextInt(1_000));
                case 2 -> builder.unknownCounters(name);
                default -> builder.movedAtClient(name, random.nextInt(3));
            }
        }
        if (random.nextInt(3) == 0) {
            EVENTS.forEach(event -> builder.traced(event, random.nextInt(100)));
        }
    }

    private static void host(CaseBuilder builder, Random random) {
        SETTINGS.forEach((name, values) -> builder.setting(name, values.get(random.nextInt(values.size()))));
        if (random.nextBoolean()) {
            builder.anotherListener(one -> one.between(random.nextInt(5), 5 + random.nextInt(5))
                    .queue(random.nextInt(10), 8, random.nextInt(20), random.nextInt(20))
                    .drops(random.nextInt(80))
                    .descriptors(random.nextInt(1_025), random.nextBoolean() ? Long.MAX_VALUE : 1_024));
        }
        if (random.nextInt(3) == 0) {
            builder.anotherListener(one -> one.at("::1").stopped(random.nextInt(5), 5 + random.nextInt(5)));
        }
        if (random.nextInt(3) == 0) {
            builder.withoutListener(random.nextInt(51));
        }
        if (random.nextInt(3) == 0) {
            builder.leak(random.nextInt(5), random.nextInt(5), 30_004, 30_008, 40_001);
        }
        if (random.nextInt(3) == 0) {
            builder.conntrack(random.nextInt(100), 100).neighbourUnresolved(random.nextBoolean());
        }
    }

    @Test
    void shouldNameNothingByChanceWhereNothingFailed() {
        assertThat(IntStream.range(0, CASES)
                        .mapToObj(seed -> {
                            Random random = new Random(seed);
                            CaseBuilder builder = CaseBuilder.local();
                            counters(builder, random);
                            return builder.unknownCounters("TcpExtSyncookiesSent")
                                    .diagnose();
                        })
                        .flatMap(List::stream))
                .isEmpty();
    }
}
