package org.conntorture.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceLineTest {
    private static final String START = "  multiThreadIoEv-18496   [000] b.s1.  2320.486309: ";

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "the target resets,"
                + "tcp_send_reset: skbaddr=0 skaddr=000000001d6b6973 src=127.0.0.1:8086 dest=127.0.0.1:50484"
                + " state=TCP_CLOSE reason=TCP_ABORT_ON_CLOSE, tcp_send_reset TCP_ABORT_ON_CLOSE",
        "the tester resets,"
                + "tcp_send_reset: skbaddr=0 skaddr=000000001d6b6973 src=127.0.0.1:50484 dest=127.0.0.1:8086"
                + " state=TCP_CLOSE reason=TCP_STATE, tcp_send_reset TCP_STATE to target",
        "IPv6,"
                + "tcp_send_reset: skbaddr=0 skaddr=0 src=[::1]:8086 dest=[::1]:50484 state=TCP_CLOSE reason=NO_SOCKET,"
                + "tcp_send_reset NO_SOCKET",
        "a kernel without reasons of resets,"
                + "tcp_send_reset: sport=8086 dport=50484 saddr=127.0.0.1 daddr=127.0.0.1 saddrv6=::ffff:127.0.0.1"
                + " daddrv6=::ffff:127.0.0.1 state=TCP_ESTABLISHED, tcp_send_reset",
        "another port resets,"
                + "tcp_send_reset: skbaddr=0 skaddr=0 src=127.0.0.1:80 dest=127.0.0.1:80860 state=X reason=TCP_STATE,",
        "a SYN again,"
                + "tcp_retransmit_skb: skbaddr=1 skaddr=2 family=AF_INET sport=46662 dport=8086 saddr=127.0.0.1"
                + " daddr=127.0.0.1 state=TCP_SYN_SENT err=0, tcp_retransmit_skb TCP_SYN_SENT",
        "a SYN to another port again,"
                + "tcp_retransmit_skb: skbaddr=1 skaddr=2 family=AF_INET sport=46662 dport=80 state=TCP_SYN_SENT err=0,",
        "a drop, "
                + "kfree_skb: skbaddr=1 rx_sk=0 protocol=2048 location=nf_hook_slow+0x98/0x110 reason: NETFILTER_DROP,"
                + "kfree_skb NETFILTER_DROP",
        "noise, kfree_skb: skbaddr=1 protocol=2048 location=sk_stream_kill_queues+0x57/0xf0 reason: QUEUE_PURGE,",
        "another event, tcp_probe: family=AF_INET src=127.0.0.1:8086 dest=127.0.0.1:50484,"
    })
    void shouldSayWhatALineIsCountedAs(String what, String event, String key) {
        assertThat(TraceLine.key(START + event, Set.of(8086)).orElse(null))
                .as(what)
                .isEqualTo(key);
    }
}
