package org.conntorture.screen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForegroundTest {
    @ParameterizedTest
    @CsvSource({
        "1234 (java) S 1 1234 1000 34816 1234 4194304, true, its group has the terminal",
        "1234 (java) S 1 1234 1000 34816 1000 4194304, false, the shell's group has it",
        "1234 (a) b) S 1 1234 1000 34816 1234 4194304, true, a bracket in its name",
        "1234 (java) S 1 1234 1000 0 -1 4194304, false, no terminal",
    })
    void shouldKnowWhoHasTheTerminal(String stat, boolean foreground, String why) {
        assertThat(Foreground.is(stat)).as(why).isEqualTo(foreground);
    }
}
