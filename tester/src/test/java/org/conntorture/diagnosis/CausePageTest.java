package org.conntorture.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.conntorture.diagnosis.CausePage.Section;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CausePageTest {
    private static final Path PAGES = Path.of("src/main/resources/org/conntorture/diagnosis");
    private static final List<String> IDS =
            Arrays.stream(CauseId.values()).map(CauseId::id).toList();

    @ParameterizedTest
    @EnumSource
    void shouldHaveEverySectionFilled(CauseId cause) {
        CausePage page = CausePage.of(cause);

        assertThat(page.sections().keySet()).containsExactly(Section.values());
        assertThat(page.sections().values())
                .allSatisfy(lines -> assertThat(lines)
                        .isNotEmpty()
                        .allSatisfy(line -> assertThat(line).startsWith("  ").isNotBlank()));
    }

    @ParameterizedTest
    @EnumSource
    void shouldFitIntoATicket(CauseId cause) {
        assertThat(CausePage.of(cause).text().lines().toList())
                .hasSizeBetween(20, 45)
                .allSatisfy(
                        line -> assertThat(line).hasSizeLessThanOrEqualTo(100).matches("[ -~]*"));
    }

    @ParameterizedTest
    @EnumSource
    void shouldNameLookAlikesThatExist(CauseId cause) {
        CausePage page = CausePage.of(cause);

        assertThat(page.lookAlikes())
                .hasSize(page.sections().get(Section.LOOK_ALIKES).size())
                .doesNotHaveDuplicates()
                .doesNotContain(cause.id())
                .isSubsetOf(IDS);
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveCommandsToPaste(CauseId cause) {
        assertThat(CausePage.of(cause).sections().get(Section.CONFIRMATION))
                .filteredOn(line -> line.startsWith("    "))
                .hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void shouldHaveNoPageForWhatIsNoCause() throws IOException {
        try (Stream<Path> files = Files.list(PAGES)) {
            assertThat(files.map(file -> file.getFileName().toString().replaceFirst("\\.txt$", "")))
                    .containsExactlyInAnyOrderElementsOf(IDS);
        }
    }

    @Test
    void shouldBeginWithBlameAndSentence() {
        assertThat(CausePage.of(CauseId.STALE_TUPLE).text())
                .startsWith("stale-tuple (blame: TARGET)\n  the server still holds an old socket");
    }

    @Test
    void shouldRefuseAPageWithoutASection() {
        assertThatThrownBy(() -> CausePage.parse(CauseId.BLACKHOLE, "What happens in the kernel\n  Nothing.\n"))
                .hasMessage("the page on blackhole needs the section 'How conntorture recognises it'");
        assertThatThrownBy(() -> CausePage.parse(CauseId.BLACKHOLE, "How to fix it\n  Not at all.\n"))
                .hasMessage("the page on blackhole has 'How to fix it' where another title belongs");
        assertThatThrownBy(() -> CausePage.parse(CauseId.BLACKHOLE, "  Nothing.\n"))
                .hasMessageStartingWith("the page on blackhole begins without a title");
    }
}
