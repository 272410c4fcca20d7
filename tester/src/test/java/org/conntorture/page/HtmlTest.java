package org.conntorture.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "<script>alert(1)</script>|&lt;script&gt;alert(1)&lt;/script&gt;",
                "\" onload='x'|&quot; onload=&#39;x&#39;",
                "a&amp;b|a&amp;amp;b",
            })
    void shouldEscapeTextAndAttributes(String text, String escaped) {
        assertThat(new Html().element("p", text, "title", text).toString())
                .isEqualTo("<p title=\"" + escaped + "\">" + escaped + "</p>\n");
    }

    @Test
    void shouldShowThatThereWasWhatNobodySees() {
        assertThat(Html.escaped("a\u0000b\u001b[31m\u202eevil\ud800 \u00e9\ud83d\ude00\n\t"))
                .isEqualTo("a\ufffdb\ufffd[31m\ufffdevil\ufffd \u00e9\ud83d\ude00\n\t");
    }

    @Test
    void shouldRefuseWhatIsNotClosed() {
        Html html = new Html().open("p");

        assertThatIllegalStateException().isThrownBy(html::toString);
    }
}
