package org.conntorture.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.conntorture.outcome.Errno;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;
import org.conntorture.result.FailureCount;
import org.junit.jupiter.api.Test;

class TerminalProgressTest {
    private static final ProgressStyle PLAIN = new ProgressStyle(false, false, false, 100);
    private static final ProgressStyle TERMINAL = new ProgressStyle(true, false, false, 100);
    private static final String ERASE_LINE = "\r\u001b[2K";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private List<String> lines() {
        return text().lines().toList();
    }

    private Events events(ProgressStyle style, String target) {
        return new Events(new TerminalProgress(out, style), target);
    }

    @Test
    void shouldTellATurnInPlainLines() {
        events(PLAIN, "go").start().seconds(21).end();

        assertThat(text()).isEqualTo("""
                        go 2/4  turn 7 of 20 starts
                        go 2/4  40,000 attempts  4,000/s  0 failed  connect 47 us/120 us/3.1 ms  2:10 left
                        go 2/4  80,000 attempts  4,000/s  0 failed  connect 47 us/120 us/3.1 ms  2:10 left
                        go 2/4  84,000 attempts  4,000/s  0 failed  connect 47 us/120 us/3.1 ms  2:10 left
                        """);
    }

    @Test
    void shouldRedrawOneLineOnATerminalAndKeepTheLastOfATurn() {
        events(TERMINAL, "go").start().seconds(2).end();

        assertThat(text())
                .isEqualTo(ERASE_LINE
                        + "go 2/4  4,000 attempts  4,000/s  0 failed  connect 47 us/120 us/3.1 ms  2:10 left"
                        + ERASE_LINE
                        + "go 2/4  8,000 attempts  4,000/s  0 failed  connect 47 us/120 us/3.1 ms  2:10 left"
                        + ERASE_LINE
                        + "go 2/4  8,000 attempts  4,000/s  0 failed  connect 47 us/120 us/3.1 ms  2:10 left\n");
    }

    @Test
    void shouldTellTheFirstFailureOfATurnAtOnce() {
        events(PLAIN, "pm2-reload")
                .start()
                .seconds(1)
                .second(new FailureCount(FailureKind.RESET, Phase.READ, Errno.ECONNRESET, 2));

        assertThat(lines()).last().isEqualTo("pm2-reload 2/4  2 x reset (connected, then reset, ECONNRESET)");
    }

    @Test
    void shouldTellAKindAgainInTheNextTurn() {
        Events events = events(PLAIN, "pm2");
        events.start().seconds(11, FailureKind.NO_REPLY, 3).end();
        events.start().seconds(1, FailureKind.NO_REPLY, 3);

        assertThat(lines()).filteredOn(line -> line.contains("no-reply")).hasSize(2);
    }

    @Test
    void shouldNotTellMoreThanALineOfFailuresInTenSecondsIntoALog() {
        Events events = events(PLAIN, "pm2").start();
        FailureKind[] kinds = FailureKind.values();
        for (int second = 0; second < 60; second++) {
            events.second(new FailureCount(kinds[second % kinds.length], Phase.READ, 0, 50_000));
        }

        List<String> news =
                lines().stream().filter(line -> line.contains(" x ")).toList();
        assertThat(news).as("%s", news).hasSizeBetween(2, 6);
        assertThat(news.get(0)).contains("50,000 x connect-refused (the connection was refused)");
        assertThat(news.get(1)).as("what had to wait").contains("connect-reset", "connect-timeout", "; ");
    }

    @Test
    void shouldNotFloodATerminalWithAMinuteOfFailures() {
        events(TERMINAL, "pm2")
                .start()
                .seconds(60, FailureKind.CONNECT_REFUSED, 50_000)
                .end();

        assertThat(lines()).filteredOn(line -> line.contains(" x ")).hasSize(1);
        assertThat(text()).contains("3,000,000 failed");
        assertThat(text().length()).as("a redrawn line a second").isLessThan(62 * 110);
    }

    @Test
    void shouldKeepTheFailuresOfTheTesterApart() {
        events(PLAIN, "go").start().seconds(1, FailureKind.PORTS_EXHAUSTED, 5).end();

        assertThat(text())
                .contains("5 x ports-exhausted (the tester's own: no free source port towards the target)")
                .contains("  0 failed + 5 of the tester  ");
    }

    @Test
    void shouldTellNothingButTroubleWhenQuiet() {
        TerminalProgress progress = new TerminalProgress(out, new ProgressStyle(true, false, true, 100));
        progress.targetReady(Events.target("go"), "127.0.0.1:8085");
        progress.note("transport epoll");
        new Events(progress, "go").start().seconds(30).end();
        assertThat(text()).isEmpty();

        progress.targetTrouble(Events.target("node"), "skipped: node is not on the PATH (package nodejs)");
        new Events(progress, "pm2").start().seconds(1, FailureKind.NO_REPLY, 1).end();
        assertThat(lines())
                .containsExactly(
                        "node: skipped: node is not on the PATH (package nodejs)",
                        "pm2 2/4  1 x no-reply (connected and written, never answered in time)");
    }

    @Test
    void shouldPutTroubleInPlaceOfTheLiveLine() {
        TerminalProgress progress = new TerminalProgress(out, TERMINAL);
        new Events(progress, "pm2").start().seconds(1);
        progress.targetTrouble(Events.target("pm2"), "died under load");

        assertThat(text()).endsWith(" left" + ERASE_LINE + "pm2: died under load\n");
    }

    @Test
    void shouldColourFailuresOnATerminalOnly() {
        events(new ProgressStyle(true, true, false, 100), "pm2").start().seconds(1, FailureKind.NO_REPLY, 17);
        assertThat(text()).contains("4,000/s  \u001b[31m17 failed\u001b[0m  connect");

        bytes.reset();
        events(new ProgressStyle(false, true, false, 100), "pm2")
                .start()
                .seconds(11, FailureKind.NO_REPLY, 17)
                .end();
        assertThat(text()).contains("187 failed").doesNotContain("\u001b");
    }

    @Test
    void shouldStayWithinTheTerminal() {
        for (int columns : new int[] {40, 60, 80, 100, 200}) {
            bytes.reset();
            events(new ProgressStyle(true, false, false, columns), "a".repeat(64))
                    .start()
                    .seconds(3);
            assertThat(text().split(Pattern.quote(ERASE_LINE)))
                    .hasSize(4)
                    .allSatisfy(line -> assertThat(line).hasSizeLessThan(Math.min(columns, 100)));
        }
        assertThat(text()).contains("a".repeat(23) + "~ 2/4  12,000 attempts");
    }

    @Test
    void shouldLetLatencyGoFirstOnANarrowTerminal() {
        events(new ProgressStyle(true, false, false, 70), "pm2").start().seconds(1);

        assertThat(text()).isEqualTo(ERASE_LINE + "pm2 2/4  4,000 attempts  4,000/s  0 failed  2:10 left");
    }

    @Test
    void shouldNotNarrowALogToATerminal() {
        events(new ProgressStyle(false, false, false, 40), "pm2")
                .start()
                .seconds(1)
                .end();

        assertThat(lines())
                .last()
                .isEqualTo("pm2 2/4  4,000 attempts  4,000/s  0 failed  connect 47 us/120 us/3.1 ms  2:10 left");
    }

    @Test
    void shouldLeaveAFreshLineWhenClosedInMidTurn() {
        TerminalProgress progress = new TerminalProgress(out, TERMINAL);
        new Events(progress, "pm2").start().seconds(1);
        progress.close();

        assertThat(text()).endsWith(ERASE_LINE);
    }

    @Test
    void shouldGoOnWhenTheTerminalIsClosed() {
        OutputStream gone = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("Input/output error");
            }
        };
        PrintStream closed = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        closed.close();
        for (PrintStream stream : List.of(new PrintStream(gone, true, StandardCharsets.UTF_8), closed)) {
            assertThatCode(() -> {
                        try (TerminalProgress progress = new TerminalProgress(stream, TERMINAL)) {
                            new Events(progress, "pm2")
                                    .start()
                                    .seconds(3, FailureKind.RESET, 1)
                                    .end();
                            progress.note("the end");
                        }
                    })
                    .doesNotThrowAnyException();
            assertThat(stream.checkError()).as("the stream was really closed").isTrue();
        }
    }
}
