package org.conntorture.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TracedEventTest {
    private static final Path EVENTS = Path.of("src/test/resources/kernel/linux-6.18.44/tracing/events");

    /** As in include/trace/events/skb.h of 5.15, where drops have no reason. */
    private static final TraceFormat WITHOUT_REASON = TraceFormat.parse("""
            format:
            	field:void * skbaddr;	offset:8;	size:8;	signed:0;
            	field:void * location;	offset:16;	size:8;	signed:0;
            	field:unsigned short protocol;	offset:24;	size:2;	signed:0;

            print fmt: "skbaddr=%p protocol=%u location=%p", REC->skbaddr, REC->protocol, REC->location
            """);

    @Test
    void shouldLeaveOutNoiseByTheNumbersOfThisKernel() {
        assertThat(TracedEvent.KFREE_SKB.filter(format(TracedEvent.KFREE_SKB), Set.of(80)))
                .isEqualTo("(protocol == 2048 || protocol == 34525) && reason != 2 && reason != 104");
    }

    @Test
    void shouldFollowNumbersThatMoved() {
        TraceFormat older = TraceFormat.parse("""
            	field:unsigned short protocol;	offset:24;	size:2;	signed:0;
            	field:enum skb_drop_reason reason;	offset:28;	size:4;	signed:0;

            print fmt: "%s", __print_symbolic(REC->reason, { 1, "NOT_SPECIFIED" }, { 2, "NO_SOCKET" })
            """);

        assertThat(TracedEvent.KFREE_SKB.filter(older, Set.of()))
                .isEqualTo("(protocol == 2048 || protocol == 34525) && reason != 1");
    }

    @Test
    void shouldWantOnlyThePortsOfTheTargetsWhereTheEventHasPorts() {
        assertThat(TracedEvent.TCP_RETRANSMIT_SKB.filter(format(TracedEvent.TCP_RETRANSMIT_SKB), Set.of(8086, 80)))
                .isEqualTo("sport == 80 || dport == 80 || sport == 8086 || dport == 8086");
        assertThat(TracedEvent.TCP_SEND_RESET.filter(format(TracedEvent.TCP_SEND_RESET), Set.of(8086)))
                .isEmpty();
    }

    @Test
    void shouldNotMakeAFilterLongerThanTheKernelTakes() {
        Set<Integer> ports = IntStream.range(10_000, 10_500).boxed().collect(Collectors.toSet());

        assertThat(TracedEvent.TCP_RETRANSMIT_SKB.filter(format(TracedEvent.TCP_RETRANSMIT_SKB), ports))
                .hasSizeLessThan(4096);
    }

    @Test
    void shouldNotTakeDropsWithoutAReason() {
        assertThat(TracedEvent.KFREE_SKB.isUseful(WITHOUT_REASON)).isFalse();
        assertThat(TracedEvent.KFREE_SKB.isUseful(format(TracedEvent.KFREE_SKB)))
                .isTrue();
    }

    private static TraceFormat format(TracedEvent event) {
        return TraceFormat.read(EVENTS.resolve(event.path())).orElseThrow();
    }
}
