package org.conntorture.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.conntorture.doctor.SocketReading.Hanging;
import org.conntorture.kernel.ConntrackRoom;
import org.conntorture.kernel.DescriptorLimit;
import org.conntorture.kernel.SocketRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoctorTest {
    private static final String[] GOOD_SETTINGS = {
        "net.core.somaxconn=4096",
        "net.ipv4.ip_local_port_range=32768\t60999",
        "net.ipv4.tcp_tw_reuse=2",
        "net.ipv4.tcp_abort_on_overflow=0",
        "net.ipv4.conf.all.rp_filter=0",
        "net.ipv4.tcp_syn_retries=6",
        "net.ipv4.tcp_syn_linear_timeouts=4",
    };

    @TempDir
    private Path root;

    private final Hosts hosts = Hosts.healthy();

    @Test
    void shouldFindAHealthyHostWell() throws IOException {
        hosts.sysctl = Hosts.settings(root, GOOD_SETTINGS);

        assertThat(Doctor.advise(hosts.host()))
                .isNotEmpty()
                .allSatisfy(
                        advice -> assertThat(advice.level()).as(advice.line()).isEqualTo(Level.OK));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "net.core.somaxconn=128            | somaxconn      | sysctl -w net.core.somaxconn=4096",
                "net.ipv4.tcp_tw_reuse=0           | tcp_tw_reuse   | rests 60 s in TIME_WAIT even on loopback",
                "net.ipv4.tcp_abort_on_overflow=1  | abort overflow | sysctl -w net.ipv4.tcp_abort_on_overflow=0",
                "net.ipv4.tcp_syn_retries=x        | dead connect   | cannot be read",
                "net.ipv4.ip_local_port_range=x    | source ports   | cannot be read",
            })
    void shouldWarnOfASetting(String setting, String subject, String expected) throws IOException {
        Hosts.settings(root, GOOD_SETTINGS);
        hosts.sysctl = Hosts.settings(root, setting);

        assertThat(Doctor.advise(hosts.host()))
                .filteredOn(advice -> advice.level() != Level.OK)
                .singleElement()
                .satisfies(advice -> {
                    assertThat(advice.level()).isEqualTo(Level.WARNING);
                    assertThat(advice.subject()).isEqualTo(subject);
                    assertThat(advice.text()).contains(expected);
                });
    }

    @ParameterizedTest(name = "{0} at {1} a second: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "127.0.0.1 | 0     | OK      | 28,232 on loopback",
                "127.0.0.1 | 20000 | OK      | 28,232 on loopback",
                "127.0.0.1 | 40000 | WARNING | 40,000 a second use them up in 0 s",
                "10.1.2.3  | 0     | WARNING | a run without --rate uses them up",
                "10.1.2.3  | 470   | OK      | about 470 new connections a second",
                "10.1.2.3  | 1000  | WARNING | 1,000 a second use them up in 28 s; use --close rst",
            })
    void shouldSayHowLongThePortsLast(String target, double rate, Level level, String expected) throws IOException {
        hosts.sysctl = Hosts.settings(root, GOOD_SETTINGS);

        Advice advice = one("source ports", hosts.testing(target, 80, rate));

        assertThat(advice.level()).isEqualTo(level);
        assertThat(advice.text()).contains(expected);
    }

    @ParameterizedTest(name = "{0} of {1} entries at {2} a second")
    @CsvSource({
        "100, 1000, 0, OK",
        "700, 1000, 0, WARNING",
        "100, 1000, 10, WARNING",
        "900, 1000, 0, PROBLEM",
        "1000, 1000, 0, PROBLEM",
    })
    void shouldWarnOfConnectionTrackingBeforeItIsFull(long count, long max, double rate, Level level) {
        hosts.conntrack = new ConntrackRoom(OptionalLong.of(count), OptionalLong.of(max));

        assertThat(one("conntrack", hosts.testing("127.0.0.1", 80, rate)).level())
                .isEqualTo(level);
    }

    @Test
    void shouldWarnOfFewDescriptorsAndProcessors() {
        hosts.descriptors = Optional.of(new DescriptorLimit(256, 1024));
        assertThat(one("descriptors", hosts).text()).startsWith("at most 1,024 at a time");

        hosts.machine = Hosts.machine(8, 2, 0);
        assertThat(one("processors", hosts).text()).startsWith("2 of 8 may be used");
        hosts.machine = Hosts.machine(8, 8, 17);
        assertThat(one("processors", hosts).text()).contains("stopped it in 17 periods");
    }

    @ParameterizedTest(name = "target {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "127.0.0.1 | 8085 | OK      | 127.0.0.1:8085 is listened on by web (pid 11), 3 connections in",
                "::1       | 8085 | PROBLEM | nothing listens on [::1]:8085, only on 127.0.0.1:8085 by web (pid 11)",
                "127.0.0.2 | 8085 | PROBLEM | nothing listens on 127.0.0.2:8085, only on 127.0.0.1:8085",
                "127.0.0.1 | 8086 | OK      | [:::]:8086 is listened on by pm2 (pid 12)",
                "127.0.0.1 | 8087 | WARNING | 0.0.0.0:8087 is listened on by web (pid 11), 0 connections in",
                "::1       | 8087 | PROBLEM | nothing listens on [::1]:8087, only on 0.0.0.0:8087",
                "127.0.0.1 | 9999 | PROBLEM | nothing listens on 127.0.0.1:9999: start the server",
            })
    void shouldSayWhoListensOnTheTargetAndHow(String address, int port, Level level, String expected) {
        hosts.with(Hosts.sockets(
                        List.of(
                                Hosts.listener("127.0.0.1", 8085, 3, 1),
                                Hosts.listener("::", 8086, 0, 2),
                                Hosts.listener("0.0.0.0", 8087, 0, 1)),
                        List.of(
                                Hosts.queue("127.0.0.1", 8085, 3, 511, 0),
                                Hosts.queue("::", 8086, 0, 511, 0),
                                Hosts.queue("0.0.0.0", 8087, 0, 5, 0)),
                        List.of()))
                .testing(address, port, 0);

        Advice advice = one("target", hosts);

        assertThat(advice.level()).isEqualTo(level);
        assertThat(advice.text()).startsWith(expected.replace(":::", "::"));
    }

    @Test
    void shouldNotJudgeTheListenerOfAnotherHost() {
        hosts.purpose = new Purpose(Optional.of(Hosts.endpoint("10.1.2.3", 80)), false, 0);

        assertThat(one("target", hosts).level()).isEqualTo(Level.OK);
        assertThat(one("target", hosts).text()).contains("run this command there too");
    }

    @ParameterizedTest(name = "{0} of {1}, {2} then {3} drops: {5}")
    @CsvSource({
        "0, 128, 0, 0, OK, room",
        "80, 128, 0, 0, OK, less than four fifths",
        "103, 128, 0, 0, PROBLEM, nearly full",
        "129, 128, 0, 0, PROBLEM, full",
        "0, 128, 5, 5, WARNING, dropped long ago",
        "0, 128, 5, 6, PROBLEM, drops now",
        "0, 0, 0, 0, OK, a backlog of 0 with nothing waiting",
    })
    void shouldFindQueuesNearTheirLimit(long queue, long limit, long before, long after, Level level, String why) {
        List<SocketRow> listeners = List.of(Hosts.listener("127.0.0.1", 8085, queue, 1));
        hosts.earlier =
                Hosts.sockets(listeners, List.of(Hosts.queue("127.0.0.1", 8085, queue, limit, before)), List.of());
        hosts.now = Hosts.sockets(listeners, List.of(Hosts.queue("127.0.0.1", 8085, queue, limit, after)), List.of());

        Advice advice = one("accept queues", hosts);

        assertThat(advice.level()).as(advice.text()).isEqualTo(level);
        if (level != Level.OK) {
            assertThat(advice.text()).startsWith("127.0.0.1:8085 of web (pid 11) has " + queue);
        }
    }

    @Test
    void shouldTellSocketsOfOneAddressApart() {
        hosts.with(Hosts.sockets(
                List.of(Hosts.listener("127.0.0.1", 8085, 0, 1), Hosts.listener("127.0.0.1", 8085, 129, 2)),
                List.of(Hosts.queue("127.0.0.1", 8085, 0, 128, 0), Hosts.queue("127.0.0.1", 8085, 129, 128, 0)),
                List.of()));

        assertThat(one("accept queues", hosts).text()).startsWith("127.0.0.1:8085 of pm2 (pid 12) has 129");
    }

    @Test
    void shouldCountOnlyWhatStaysInCloseWait() {
        hosts.earlier = Hosts.sockets(List.of(), List.of(), List.of(Hosts.closeWait(40001, 5, 1)));
        hosts.now = Hosts.sockets(
                List.of(), List.of(), List.of(Hosts.closeWait(40001, 5, 1), Hosts.closeWait(40002, 5, 2)));

        assertThat(one("leaked sockets", hosts).text())
                .startsWith("web (pid 11) holds 1 connection of port 8085 in CLOSE_WAIT (clients' ports 40001) with");

        hosts.earlier = Hosts.sockets(List.of(), List.of(), List.of());
        assertThat(one("leaked sockets", hosts).level()).isEqualTo(Level.OK);
    }

    @Test
    void shouldWarnOnlyOfSocketsThatWereReadAndNotClosed() {
        hosts.with(Hosts.sockets(List.of(), List.of(), List.of(Hosts.closeWait(40001, 0, 2))));

        assertThat(one("leaked sockets", hosts).level()).isEqualTo(Level.WARNING);
        assertThat(one("leaked sockets", hosts).text()).startsWith("pm2 (pid 12) holds 1 connection");
    }

    @Test
    void shouldWarnOfAConnectThatNothingAnswers() {
        hosts.now = new SocketReading(
                true,
                List.of(),
                Optional.of(List.of()),
                List.of(),
                List.of(new Hanging(Hosts.connect("10.1.2.3", 80, 2, 3), Optional.empty())));

        assertThat(one("connects", hosts).level()).isEqualTo(Level.WARNING);
        assertThat(one("connects", hosts).text())
                .startsWith("1 connect to 10.1.2.3:80, of curl (pid 13), repeated the SYN without an answer");
    }

    @Test
    void shouldNotTakeAnUnreadableTableForAnEmptyOne() {
        hosts.now = new SocketReading(false, List.of(), Optional.empty(), List.of(), List.of());
        hosts.testing("127.0.0.1", 8085, 0);

        assertThat(Doctor.advise(hosts.host()))
                .filteredOn(advice -> advice.text().contains("socket table cannot be read"))
                .extracting(Advice::level)
                .containsOnly(Level.WARNING)
                .hasSize(4);
    }

    @ParameterizedTest(name = "retries {0}, linear {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "6 | 0 | 1 3 7 15 31 63 127                | 3.13.10, recorded",
                "6 | 4 | 1 2 3 4 5 7 11 19 35 67 131       | defaults of 6.18",
                "1 | 0 | 1 3                               | measured on 6.18: 3.05 s",
                "1 | 4 | 1 2 3                             | measured on 6.18: 3.06 s",
                "2 | 1 | 1 2 4 8                           | measured on 6.18: 8.2 s",
            })
    void shouldKnowHowLongADeadConnectTakes(long retries, long linear, String seconds, String source) {
        assertThat(SettingCheck.timerSeconds(retries, linear).stream()
                        .map(String::valueOf)
                        .toList())
                .as(source)
                .containsExactly(seconds.split(" "));
    }

    @Test
    void shouldEndForAnyNumberOfRetries() {
        assertThat(SettingCheck.timerSeconds(127, 127)).hasSizeLessThan(300);
    }

    @Test
    void shouldPrintALineEachWhateverAProcessIsCalled() {
        assertThat(Advice.problem("target", "of evil\nok \u001b[2J").line())
                .isEqualTo("problem  target          of evil?ok ?[2J");
    }

    private static Advice one(String subject, Hosts hosts) {
        return Doctor.advise(hosts.host()).stream()
                .filter(advice -> advice.subject().equals(subject))
                .reduce((first, second) -> {
                    throw new AssertionError("two lines: " + first + second);
                })
                .orElseThrow();
    }
}
