package org.conntorture.diagnosis.rules;

import static org.conntorture.diagnosis.CaseBuilder.remote;
import static org.conntorture.outcome.FailureKind.CONNECT_TIMEOUT;

import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.conntorture.diagnosis.CaseBuilder;
import org.conntorture.diagnosis.Row;
import org.conntorture.diagnosis.Sockets;
import org.conntorture.evidence.ProbeResult;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Old sockets of another host, which only the source ports give away. */
class StickyPortsTest {
    private static final String PORT_RANGE = "net.ipv4.ip_local_port_range";
    private static final long[] FIVE_TIMES_THREE = {
        615, 702, 1_399, 2_001, 2_600, 3_115, 3_202, 3_899, 4_501, 5_100, 8_115, 8_202, 8_899, 9_501, 9_900
    };

    private static CaseBuilder unanswered() {
        return remote().failsAt(CONNECT_TIMEOUT, FIVE_TIMES_THREE).fromPorts(40_007, 40_101, 40_233, 40_377, 40_490);
    }

    static Stream<Row> again() {
        return Stream.of(
                Row.of(
                        "that nothing was seen there rules nothing out",
                        unanswered().lookedUp(15, Sockets.unanswered()),
                        "stale-tuple possible 15",
                        "the same 5 source ports failed again and again",
                        "it may be TIME_WAIT as well",
                        "not packet-loss (the same source ports"),
                Row.of(
                        "the port hangs again once the load is over, the one beside it does not",
                        unanswered()
                                .lookedUp(15, Sockets.unanswered())
                                .probed(ProbeResult.Kind.SAME_PORT, "source port 40007 again", false)
                                .probed(ProbeResult.Kind.OTHER_PORT, "source port 40008", true),
                        "stale-tuple likely 15",
                        "source port 40007 again: no answer after 2.0 s; source port 40008: answered after 2.0 s"),
                Row.of(
                        "as many from ports that differ",
                        remote().fails(CONNECT_TIMEOUT, 15).lookedUp(5, Sockets.unanswered()),
                        "unexplained possible 15",
                        "not known: the target is not on this host"),
                Row.of(
                        "so few ports in use that chance repeats them",
                        remote().fails(CONNECT_TIMEOUT, 60)
                                .fromPorts(
                                        new Random(1).ints(60, 40_000, 40_100).toArray())
                                .load(one -> one.sourcePorts(40_000, 40_099)),
                        "unexplained possible 60"),
                Row.of(
                        "a tenth of the ports, some twice by chance",
                        remote().fails(CONNECT_TIMEOUT, 100)
                                .fromPorts(
                                        new Random(2).ints(100, 40_000, 41_000).toArray())
                                .load(one -> one.sourcePorts(40_000, 40_999)),
                        "unexplained possible 100"),
                Row.of(
                        "over more than a minute",
                        unanswered().each(one -> one.firstNs = -61_000_000_000L),
                        "stale-tuple likely 15",
                        "a minute apart too, which no TIME_WAIT lasts"),
                Row.of(
                        "the port beside it hangs as well",
                        unanswered()
                                .probed(ProbeResult.Kind.SAME_PORT, "source port 40007 again", false)
                                .probed(ProbeResult.Kind.OTHER_PORT, "source port 40008", false),
                        "stale-tuple possible 15"),
                Row.of(
                        "the port is served once the load is over",
                        unanswered()
                                .probed(ProbeResult.Kind.SAME_PORT, "source port 40007 again", true)
                                .probed(ProbeResult.Kind.OTHER_PORT, "source port 40008", true),
                        "stale-tuple possible 15"),
                Row.of(
                        "what failed once is not among them",
                        unanswered().fails(CONNECT_TIMEOUT, 2),
                        "stale-tuple possible 15; unexplained possible 2",
                        "the same 5 source ports"),
                Row.of(
                        "nobody is served from any port",
                        remote().attempts(15).fails(CONNECT_TIMEOUT, 15).fromPorts(40_007, 40_101, 40_233),
                        "blackhole possible 15"),
                Row.of(
                        "one port, four times",
                        remote().failsAt(CONNECT_TIMEOUT, 900, 2_100, 4_800, 6_300)
                                .fromPorts(40_007),
                        "stale-tuple possible 4"),
                Row.of(
                        "the kernel takes a port again before it has come round, and most fail",
                        remote().failsAt(CONNECT_TIMEOUT, 900, 950, 1_000, 1_050, 1_100, 1_150, 1_200, 1_250)
                                .fromPorts(40_007, 40_009, 40_013, 40_019),
                        "unexplained possible 8"),
                Row.of(
                        "one port, three times",
                        remote().failsAt(CONNECT_TIMEOUT, 900, 2_100, 4_800).fromPorts(40_007),
                        "unexplained possible 3"),
                Row.of(
                        "a tenth of the ports in use, each twice, is five times as many as by chance",
                        remote().fails(CONNECT_TIMEOUT, 20)
                                .fromPorts(IntStream.range(40_000, 40_010).toArray())
                                .load(one -> one.sourcePorts(40_000, 40_099)),
                        "stale-tuple possible 20"),
                Row.of(
                        "more than a tenth of the ports in use, each twice",
                        remote().fails(CONNECT_TIMEOUT, 22)
                                .fromPorts(IntStream.range(40_000, 40_011).toArray())
                                .load(one -> one.sourcePorts(40_000, 40_099)),
                        "unexplained possible 22"),
                Row.of(
                        "the kernel has so few ports that chance repeats them",
                        remote().fails(CONNECT_TIMEOUT, 20)
                                .fromPorts(IntStream.range(40_000, 40_010).toArray())
                                .setting(PORT_RANGE, "40000\t40098"),
                        "unexplained possible 20"),
                Row.of(
                        "the kernel has just enough ports",
                        remote().fails(CONNECT_TIMEOUT, 20)
                                .fromPorts(IntStream.range(40_000, 40_010).toArray())
                                .setting(PORT_RANGE, "40000\t40099"),
                        "stale-tuple possible 20"),
                Row.of(
                        "how many ports the kernel has cannot be read, so it is taken to have the usual",
                        remote().fails(CONNECT_TIMEOUT, 20)
                                .fromPorts(IntStream.range(40_000, 40_010).toArray())
                                .setting(PORT_RANGE, "unreadable"),
                        "stale-tuple possible 20"));
    }

    static Stream<Row> soon() {
        return Stream.of(
                Row.of(
                        "a second SYN long before a time-out",
                        remote().slowAt(12, 0.4, 1, 100, 5_000),
                        "stale-tuple possible 2",
                        "source ports 30100, 35000"),
                Row.of("a slow answer is none", remote().slow(20, 600, 0.4, 0), ""),
                Row.of(
                        "half a second is a time-out of a SYN, as short as anybody sets it",
                        remote().slow(5, 500, 0.4, 1),
                        "packet-loss possible 5"),
                Row.of("a second SYN after a millisecond", remote().slow(5, 1, 0.4, 1), "stale-tuple possible 5"),
                Row.of("a second SYN, and the reply was late too", remote().slow(5, 12, 100, 1), ""));
    }

    @ParameterizedTest
    @MethodSource({"again", "soon"})
    void shouldTellPortsThatFailAgain(Row row) {
        row.check();
    }
}
