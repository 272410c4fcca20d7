package org.conntorture.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ListsTest {
    @Test
    void shouldJoinWords() {
        assertThat(Lists.of(List.of("java"))).isEqualTo("java");
        assertThat(Lists.of(List.of("java", "go"))).isEqualTo("java and go");
        assertThat(Lists.of(List.of("java", "go", "node"))).isEqualTo("java, go and node");
    }

    @Test
    void shouldShortenWhatIsTooLong() {
        assertThat(Lists.of(List.of("a", "b", "c"), 3)).isEqualTo("a, b, c");
        assertThat(Lists.of(List.of("a", "b", "c"), 1)).isEqualTo("a and 2 more");
        assertThat(Texts.cut("abcdef", 5)).isEqualTo("ab...");
        assertThat(Texts.cut("abcde", 5)).isEqualTo("abcde");
    }
}
