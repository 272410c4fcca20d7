package org.conntorture.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** With letters for what moves the cursor: U up, J erase below. */
class ScreenFrameTest {
    private final ScreenFrame frame = new ScreenFrame(new ScreenCodes("<U>", "<J>"));

    @Test
    void shouldDrawOverTheLastScreenAndLeaveNewsAbove() {
        assertThat(frame.of(List.of("ready"), List.of("one", "two"), 80)).isEqualTo("<J>ready\r\none\r\ntwo\r");
        assertThat(frame.of(List.of("failed"), List.of("1", "2", "3"), 80))
                .isEqualTo("\r<U><J>failed\r\n1\r\n2\r\n3\r");
        assertThat(frame.of(List.of(), List.of(), 80)).as("the end").isEqualTo("\r<U><U><J>");
        assertThat(frame.of(List.of("result"), List.of(), 80)).isEqualTo("<J>result\r\n");
    }

    @Test
    void shouldCountTheRowsThatANarrowerTerminalHasMadeOfALine() {
        frame.of(List.of(), List.of("a".repeat(79), "\u001b[31m" + "b".repeat(40) + "\u001b[0m", "c".repeat(79)), 80);

        assertThat(frame.of(List.of(), List.of("x"), 40)).isEqualTo("\r<U><U><U><J>x\r");
    }

    @Test
    void shouldBeginAnewWhereSomethingElseMovedTheCursor() {
        frame.of(List.of(), List.of("one", "two"), 80);
        frame.forget();

        assertThat(frame.of(List.of(), List.of("one", "two"), 80)).isEqualTo("<J>one\r\ntwo\r");
    }
}
