package org.conntorture.diagnosis.rules;

import static org.conntorture.diagnosis.CaseBuilder.container;
import static org.conntorture.diagnosis.CaseBuilder.local;
import static org.conntorture.diagnosis.CaseBuilder.remote;
import static org.conntorture.outcome.FailureKind.CONNECT_REFUSED;
import static org.conntorture.outcome.FailureKind.CONNECT_TIMEOUT;
import static org.conntorture.outcome.FailureKind.RESET;
import static org.conntorture.outcome.FailureKind.UNREACHABLE;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.stream.Stream;
import org.conntorture.diagnosis.CaseBuilder;
import org.conntorture.diagnosis.Row;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RefusalRulesTest {
    private static final String RESETS = "TcpOutRsts";
    private static final String ICMP = "IcmpInDestUnreachs";

    private static CaseBuilder refused() {
        return local().attempts(300).fails(CONNECT_REFUSED, 300).moved("TcpAttemptFails", 300);
    }

    static Stream<Row> refusals() throws UnknownHostException {
        InetSocketAddress named =
                new InetSocketAddress(InetAddress.getByAddress("two-faced", new byte[] {127, 0, 0, 1}), 8085);
        return Stream.of(
                Row.of(
                        "nobody listens and the kernel says so",
                        refused().withoutListener(50).moved(RESETS, 300),
                        "no-listener certain 300",
                        "no socket listens on 127.0.0.1:8085",
                        "OutRsts +300",
                        "not firewall-reject (the kernel's own resets are as many"),
                Row.of(
                        "nobody listens and the kernel refused a few",
                        refused().withoutListener(50).moved(RESETS, 10),
                        "no-listener likely 300",
                        "the kernel's own resets are fewer (OutRsts +10)"),
                Row.of(
                        "somebody listens on another address",
                        refused().withoutListener(50).moved(RESETS, 300).anotherListener(one -> one.at("127.0.0.2")),
                        "no-listener certain 300",
                        "but one listens on 127.0.0.2:8085"),
                Row.of(
                        "the name leads to an address where the server is not",
                        refused()
                                .withoutListener(50)
                                .moved(RESETS, 300)
                                .anotherListener(one -> one.at("::1"))
                                .address(named),
                        "name-resolution certain 300",
                        "two-faced was resolved to 127.0.0.1, and the server listens on [0:0:0:0:0:0:0:1]:8085"),
                Row.of(
                        "it went away for good",
                        local().failsInARow(CONNECT_REFUSED, 5_001, 5_000)
                                .listener(one -> one.between(0, 4.9))
                                .withoutListener(25)
                                .moved(RESETS, 5_000),
                        "no-listener likely 5000",
                        "nothing listened at 25 of 50 looks"),
                Row.of(
                        "from another host all are refused",
                        remote().attempts(300).fails(CONNECT_REFUSED, 300),
                        "no-listener likely 300"),
                Row.of(
                        "from another host some are refused",
                        remote().fails(CONNECT_REFUSED, 70),
                        "no-listener possible 70",
                        "though others were served"),
                Row.of(
                        "somebody listens and the kernel sent no reset",
                        refused(),
                        "firewall-reject certain 300",
                        "AttemptFails +300, OutRsts +0",
                        "not no-listener (a listener was there"),
                Row.of(
                        "resets that end connections refuse nobody",
                        local().fails(CONNECT_REFUSED, 100)
                                .moved("TcpAttemptFails", 100)
                                .fails(RESET, 200)
                                .moved("TcpExtTCPAbortOnClose", 200)
                                .moved(RESETS, 200),
                        "reset-unread-data certain 200; firewall-reject certain 100"),
                Row.of(
                        "a reset of a connection that stood came from nearer than the server is",
                        remote().fails(RESET, 90)
                                .resetFrom(0, 1)
                                .resetFrom(0, 1)
                                .resetFrom(1, 1),
                        "firewall-reject likely 60; reset-unread-data possible 30",
                        "the reset came over 0 routers and what the server sent before over 1, by their TTL (2 of 3"
                                + " captured)"),
                Row.of(
                        "a reset came from where the server is",
                        remote().fails(RESET, 90).resetFrom(1, 1),
                        "reset-unread-data possible 90"),
                Row.of(
                        "a reset came from behind what answered the SYN",
                        remote().fails(RESET, 90).resetFrom(2, 1),
                        "reset-unread-data possible 90"),
                Row.of(
                        "the kernel sent resets to a fifth of them at most",
                        refused().moved(RESETS, 60),
                        "firewall-reject certain 300"),
                Row.of(
                        "it refuses others so often that these would not show",
                        refused().moved(RESETS, 90_000).noise(RESETS, 90_100),
                        "unexplained possible 300"),
                Row.of(
                        "the kernel sent resets to more of them",
                        refused().moved(RESETS, 61),
                        "unexplained possible 300"),
                Row.of(
                        "the resets of the kernel are not known",
                        refused().unknownCounters(RESETS),
                        "unexplained possible 300"),
                Row.of(
                        "ICMP refuses",
                        refused().moved(ICMP, 310),
                        "firewall-reject certain 300",
                        "InDestUnreachs +310"),
                Row.of(
                        "ICMP of other traffic, and the kernel refused",
                        refused().withoutListener(50).moved(RESETS, 300).moved(ICMP, 310),
                        "no-listener certain 300"));
    }

    private static CaseBuilder drowned() {
        return remote().attempts(50)
                .fails(UNREACHABLE, 50)
                .movedAtClient("TcpActiveOpens", 1_300)
                .noise("TcpActiveOpens", 1_355);
    }

    static Stream<Row> unreachable() {
        return Stream.of(
                Row.of(
                        "ICMP on one host",
                        local().attempts(50)
                                .fails(UNREACHABLE, 50)
                                .moved(ICMP, 50)
                                .movedAtClient("TcpActiveOpens", 50),
                        "firewall-reject certain 50",
                        "not local-policy (SYNs were sent (ActiveOpens +50))"),
                Row.of(
                        "ICMP from afar may be a router's",
                        remote().attempts(50)
                                .fails(UNREACHABLE, 50)
                                .movedAtClient(ICMP, 50)
                                .movedAtClient("TcpActiveOpens", 50),
                        "firewall-reject likely 50",
                        "a router without a way to it would too"),
                Row.of(
                        "two ICMP for each are of these",
                        remote().attempts(50)
                                .fails(UNREACHABLE, 50)
                                .movedAtClient(ICMP, 100)
                                .movedAtClient("TcpActiveOpens", 50),
                        "firewall-reject likely 50"),
                Row.of(
                        "more than two ICMP for each are of others too",
                        remote().attempts(50)
                                .fails(UNREACHABLE, 50)
                                .movedAtClient(ICMP, 101)
                                .movedAtClient("TcpActiveOpens", 50),
                        "firewall-reject possible 50"),
                Row.of(
                        "ICMP beyond all measure is of other traffic",
                        remote().attempts(50)
                                .fails(UNREACHABLE, 50)
                                .movedAtClient(ICMP, 5_000)
                                .movedAtClient("TcpActiveOpens", 50),
                        "firewall-reject possible 50"),
                Row.of(
                        "ICMP from afar comes as often when all is quiet",
                        remote().attempts(50)
                                .fails(UNREACHABLE, 50)
                                .movedAtClient(ICMP, 50)
                                .noise(ICMP, 50)
                                .movedAtClient("TcpActiveOpens", 50),
                        "unexplained possible 50"),
                Row.of(
                        "what is quiet in a container says nothing of the tester's namespace",
                        container()
                                .attempts(50)
                                .fails(UNREACHABLE, 50)
                                .movedAtClient(ICMP, 50)
                                .noise(ICMP, 50)
                                .movedAtClient("TcpActiveOpens", 50),
                        "firewall-reject certain 50"),
                Row.of(
                        "no SYN was sent",
                        remote().attempts(50).fails(UNREACHABLE, 50),
                        "local-policy certain 50",
                        "not firewall-reject (no ICMP came in (IcmpInDestUnreachs +0))"),
                Row.of(
                        "others sent so many that these would not show, and each waited for an answer",
                        drowned().each(one -> one.wait = Duration.ofMillis(3_060)),
                        "neighbour-unreachable likely 50"),
                Row.of("the same, and each failed at once without an answer", drowned(), "local-policy likely 50"),
                Row.of(
                        "the same, and an answer came for each at once",
                        drowned().movedAtClient(ICMP, 50),
                        "firewall-reject likely 50"),
                Row.of(
                        "a fifth of them sent a SYN",
                        remote().attempts(50).fails(UNREACHABLE, 50).movedAtClient("TcpActiveOpens", 10),
                        "local-policy certain 50"),
                Row.of(
                        "more of them sent a SYN",
                        remote().attempts(50).fails(UNREACHABLE, 50).movedAtClient("TcpActiveOpens", 11),
                        "unexplained possible 50",
                        "not local-policy (SYNs were sent (ActiveOpens +11))"),
                Row.of(
                        "whether SYNs were sent is not known",
                        remote().attempts(50).fails(UNREACHABLE, 50).unknownCounters("TcpActiveOpens", ICMP),
                        "unexplained possible 50"),
                Row.of(
                        "each took as long as ARP tries",
                        remote().attempts(50)
                                .fails(UNREACHABLE, 50)
                                .each(one -> one.wait = Duration.ofMillis(3_060))
                                .movedAtClient("TcpActiveOpens", 50),
                        "neighbour-unreachable likely 50"),
                Row.of(
                        "each took a little less than ARP tries",
                        remote().attempts(50)
                                .fails(UNREACHABLE, 50)
                                .each(one -> one.wait = Duration.ofMillis(2_499))
                                .movedAtClient("TcpActiveOpens", 50),
                        "unexplained possible 50"),
                Row.of(
                        "the entry was seen incomplete, and others were served",
                        remote().fails(CONNECT_TIMEOUT, 50).neighbourUnresolved(true),
                        "neighbour-unreachable likely 50"),
                Row.of(
                        "the entry was seen incomplete",
                        remote().attempts(50).fails(CONNECT_TIMEOUT, 50).neighbourUnresolved(true),
                        "neighbour-unreachable certain 50"),
                Row.of(
                        "the entry is complete",
                        remote().attempts(50)
                                .fails(UNREACHABLE, 50)
                                .neighbourUnresolved(false)
                                .movedAtClient("TcpActiveOpens", 50),
                        "unexplained possible 50",
                        "not neighbour-unreachable (its neighbour entry was never seen incomplete)"));
    }

    @ParameterizedTest
    @MethodSource({"refusals", "unreachable"})
    void shouldTellRefusals(Row row) {
        row.check();
    }
}
