package org.conntorture.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.conntorture.outcome.Errno;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;
import org.conntorture.plan.Target;
import org.conntorture.result.CauseSoFar;
import org.conntorture.result.FailureCount;
import org.conntorture.result.HostProgress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScreenTest {
    private static final ScreenStyle PLAIN = new ScreenStyle(false, true);
    private static final HostProgress OVERFLOWING = new HostProgress(
            OptionalLong.of(12),
            OptionalLong.of(511),
            OptionalLong.of(40),
            OptionalLong.of(511),
            Map.of("TcpExtListenOverflows", 31L, "TcpOutRsts", 2L),
            12_000_000,
            Optional.of("it is reloaded"));
    /** Whose targets have no room on most terminals. */
    private static final Scoreboard CROWDED = crowded();

    private static Scoreboard crowded() {
        List<String> names = IntStream.range(0, 40)
                .mapToObj(number -> "a-target-of-a-rather-long-name-" + number)
                .toList();
        Scoreboard board =
                new Scoreboard("incident", names.stream().map(Events::target).toList());
        for (int number = 0; number < names.size(); number++) {
            new Events(board, names.get(number)).host(OVERFLOWING).start().seconds(30, FailureKind.NO_REPLY, number);
        }
        return board;
    }

    private static List<Target> targets(String... names) {
        return java.util.Arrays.stream(names).map(Events::target).toList();
    }

    /** Of three targets, the second of which fails under load; the first has had its turn. */
    private static Scoreboard incident() {
        Scoreboard board = new Scoreboard("incident", targets("go", "pm2-reload", "java"));
        new Events(board, "go").start().seconds(12).end();
        new Events(board, "pm2-reload")
                .host(OVERFLOWING)
                .start()
                .seconds(8)
                .second(
                        new FailureCount(FailureKind.RESET, Phase.READ, Errno.ECONNRESET, 1),
                        new FailureCount(FailureKind.NO_REPLY, Phase.READ, Errno.NONE, 23));
        board.causeSoFar(
                Events.target("pm2-reload"),
                Optional.of(new CauseSoFar("lost-in-handover", "certain", 23, 24, "it was lost")));
        return board;
    }

    private static List<String> lines(Scoreboard board, int width, int height) {
        return new Screen(PLAIN).lines(board.state(false), width, height);
    }

    @Test
    void shouldShowAllAtEightyColumns() {
        assertThat(String.join("\n", lines(incident(), 80, 24))).isEqualTo("""
                        incident  round 2/4  turn 7/20  2:10 left  while it is reloaded         q stops
                          target      role       attempts    per s    failed accept queue
                          go          subject      48,000        -         0            -
                          connect ▁▁▁▁▁▁▁▁▁▁▁▁   47us 120us 3.1ms  read ▁▁▁▁▁▁▁▁▁▁▁▁   52us 160us 4.2ms
                        > pm2-reload  subject      36,000    4,000        24    12 of 511
                          connect    ▁▁▁▁▁▁▁▁▁   47us 120us 3.1ms  read    ▁▁▁▁▁▁▁▁▁   52us 160us 4.2ms
                            23 no-reply, 1 reset   so far: lost-in-handover, certain, 23 of 24
                            ListenOverflows +31, OutRsts +2
                          java        subject           0        -         0            -
                          bars: p99 of each second; figures: p50, p99, max so far""");
    }

    @Test
    void shouldShowBarsOfEachStatisticAtTwoHundredColumns() {
        assertThat(lines(incident(), 200, 50))
                .anySatisfy(line -> assertThat(line)
                        .containsPattern(
                                "connect p50 +▁{12} +47us  p99 +▁{12} +120us  max +▁{12} +3.1ms    read p50 +▁"));
    }

    @Test
    void shouldDrawInAsciiWhereTheLocaleHasNoMore() {
        assertThat(new Screen(new ScreenStyle(false, false)).lines(incident().state(false), 80, 24))
                .allSatisfy(line -> assertThat(line).matches("\\p{ASCII}*"))
                .anySatisfy(line -> assertThat(line).contains("connect ", "____"));
    }

    @ParameterizedTest
    @CsvSource({
        "40, 10",
        "80, 24",
        "100, 30",
        "132, 43",
        "200, 50",
        "400, 100",
        "20, 4",
        "10, 4",
        "4, 3",
        "3, 2",
        "2, 1",
        "1, 1"
    })
    void shouldStayWithinTheTerminal(int width, int height) {
        List<String> lines = lines(CROWDED, width, height);

        assertThat(lines).hasSizeLessThanOrEqualTo(Math.max(4, height - 1));
        assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThan(width));
    }

    @Test
    void shouldShowTheOneUnderLoadAndTheFailingOnesWhereNotAllHaveRoom() {
        List<String> names = new ArrayList<>(
                IntStream.range(0, 30).mapToObj(number -> "clean-" + number).toList());
        names.add("failing");
        names.add("loaded");
        Scoreboard board = new Scoreboard("many", targets(names.toArray(String[]::new)));
        new Events(board, "failing").start().seconds(3, FailureKind.RESET, 2).end();
        new Events(board, "loaded").start().seconds(3);

        List<String> lines = lines(board, 80, 16);
        assertThat(lines.get(2)).startsWith("> loaded ");
        assertThat(lines).anySatisfy(line -> assertThat(line).startsWith("  failing "));
        assertThat(lines).last().asString().matches("  and \\d+ more");
    }

    @Test
    void shouldKeepTheOrderOfThePlanWhereAllHaveRoom() {
        assertThat(lines(incident(), 80, 24).stream().filter(line -> line.matches("[ >] (go|pm2-reload|java) .*")))
                .extracting(line -> line.substring(2, 6).strip())
                .containsExactly("go", "pm2-", "java");
    }

    @Test
    void shouldSayThatItStops() {
        assertThat(new Screen(PLAIN).lines(incident().state(true), 80, 24).get(0))
                .endsWith("  stopping")
                .hasSize(79);
    }

    @Test
    void shouldTellNothingOfWhatIsNotKnown() {
        Scoreboard board = new Scoreboard("quiet", targets("go"));
        new Events(board, "go").start().seconds(1);

        assertThat(String.join("\n", lines(board, 80, 24)))
                .containsPattern("> go .* 4,000 +4,000 +0 +-\n")
                .doesNotContain("so far:", "+0", "0 of ", "stood still");
    }

    @Test
    void shouldShowWhyATargetDoesNotRun() {
        Scoreboard board = new Scoreboard("skipped", targets("node"));
        board.targetTrouble(Events.target("node"), "skipped: node is not on the PATH\nits output");

        assertThat(lines(board, 80, 24))
                .last()
                .asString()
                .contains("skipped: node is not on the PATH")
                .doesNotContain("output");
    }

    @Test
    void shouldHoldThePeakOfOneListenerAgainstItsOwnLimit() {
        HostProgress host = new HostProgress(
                OptionalLong.of(3),
                OptionalLong.of(128),
                OptionalLong.of(200),
                OptionalLong.of(511),
                Map.of(),
                0,
                Optional.empty());
        Scoreboard board = new Scoreboard("two listeners", targets("go"));
        Events events = new Events(board, "go").host(host).start().seconds(1);

        assertThat(lines(board, 80, 24).get(2)).endsWith(" 3 of 128");
        events.end();
        assertThat(lines(board, 80, 24).get(2)).endsWith(" 200 of 511");
        assertThat(new Screen(new ScreenStyle(true, true)).lines(board.state(false), 80, 24))
                .as("none was full")
                .noneMatch(line -> line.contains("\u001b[31m"));
    }

    @Test
    void shouldTellTheTestersOwnFailuresApartAndInRedJudgedOnesAlone() {
        Scoreboard board = new Scoreboard("own", targets("go", "pm2"));
        new Events(board, "go")
                .start()
                .seconds(1, FailureKind.TESTER_STALLED, 3)
                .end();
        new Events(board, "pm2")
                .start()
                .second(
                        new FailureCount(FailureKind.NO_REPLY, Phase.READ, 0, 17),
                        new FailureCount(FailureKind.PORTS_EXHAUSTED, Phase.OPEN, 99, 3));
        List<String> coloured = new Screen(new ScreenStyle(true, true)).lines(board.state(false), 80, 24);

        assertThat(lines(board, 80, 24))
                .anySatisfy(line -> assertThat(line).containsPattern("go .* 4,000 +- +0\\+3 +-$"))
                .anySatisfy(line -> assertThat(line).containsPattern("pm2 .* 4,000 +4,000 +17\\+3 +-$"))
                .last()
                .asString()
                .endsWith("; failed: + the tester's own");
        assertThat(coloured).filteredOn(line -> line.contains("\u001b[31m")).hasSize(2);
        assertThat(coloured)
                .anySatisfy(line -> assertThat(line).contains("\u001b[31m      17\u001b[0m\u001b[33m+3"))
                .anySatisfy(line -> assertThat(line).contains("\u001b[31m17 no-reply\u001b[0m"));
    }

    @Test
    void shouldColourAloneWhatColoursAreFor() {
        List<String> coloured =
                new Screen(new ScreenStyle(true, true)).lines(incident().state(false), 80, 24);

        assertThat(coloured).anySatisfy(line -> assertThat(line).contains("\u001b[31m        24\u001b[0m"));
        assertThat(coloured.stream().map(line -> line.replaceAll("\u001b\\[[0-9]+m", "")))
                .isEqualTo(lines(incident(), 80, 24));
    }
}
