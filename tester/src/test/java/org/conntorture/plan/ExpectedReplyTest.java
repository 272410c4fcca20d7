package org.conntorture.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectedReplyTest {
    @ParameterizedTest(name = "{0} of {1}: {2}")
    @CsvSource({
        "+PONG, +PONG and more, yes, a prefix",
        "+PONG, +PO, open, as far as it goes",
        "+PONG, -ERR, no, another first byte",
        "+PONG, '', open, nothing has come",
        "hex:2b504f, +PONG, yes, the bytes of +PO",
        "hex:ff, +PONG, no, a byte that no text has",
        "regex:P.NG, +PONG, yes, anywhere",
        "regex:^x, +PONG, open, more may come",
    })
    void shouldJudgeAReplyByItsBeginning(String expected, String reply, String matches, String reason) {
        byte[] bytes = reply.getBytes(StandardCharsets.ISO_8859_1);

        assertThat(new ExpectedReply(expected)
                        .matcher()
                        .matches(bytes, bytes.length)
                        .map(yes -> yes ? "yes" : "no")
                        .orElse("open"))
                .as(reason)
                .isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({"'', must say how a reply begins", "hex:2b5, is not hex:", "regex:(, is no regular expression"})
    void shouldRefuseWhatCannotBeExpected(String expected, String reason) {
        assertThatThrownBy(() -> new ExpectedReply(expected))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }
}
