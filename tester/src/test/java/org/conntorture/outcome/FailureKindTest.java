package org.conntorture.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FailureKindTest {

    @ParameterizedTest
    @EnumSource
    void shouldKnowWhatATargetDoesOrWhatTheTesterNeeds(FailureKind kind) {
        boolean ofTester = kind.blame() == Blame.TESTER;
        assertThat(kind.remedy().isEmpty()).isEqualTo(!ofTester);
        assertThat(kind.deed(false).isEmpty()).isEqualTo(ofTester);
        assertThat(kind.deed(true).isEmpty()).isEqualTo(ofTester);
        assertThat(kind.usualPhases().isEmpty()).isEqualTo(ofTester);
        assertThat(kind.symptom() == Symptom.SELF_MADE).isEqualTo(ofTester);
        assertThat(FailureKind.ofId(kind.id())).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "502,BAD_GATEWAY",
        "503,SERVICE_UNAVAILABLE",
        "504,GATEWAY_TIMEOUT",
        "404,WRONG_STATUS",
        "0,WRONG_STATUS"
    })
    void shouldKnowTheKindOfAStatus(int status, FailureKind kind) {
        assertThat(FailureKind.ofStatus(status)).isEqualTo(kind);
        assertThat(kind.status()).isEqualTo(kind == FailureKind.WRONG_STATUS ? 0 : status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tester-stalled        | connect-timeout no-reply incomplete-reply write-timeout",
                "memory-exhausted      | connect-timeout no-reply incomplete-reply write-timeout",
                "local-policy          | connect-refused connect-timeout unreachable",
                "ports-exhausted       | ''",
                "port-in-use           | ''",
                "descriptors-exhausted | ''",
                "self-connect          | ''",
                "no-reply              | ''",
            })
    void shouldKnowWhatTheTesterMayMake(String own, String made) {
        assertThat(Arrays.stream(FailureKind.values())
                        .filter(FailureKind.ofId(own)::mayMake)
                        .map(FailureKind::id)
                        .sorted()
                        .collect(Collectors.joining(" ")))
                .isEqualTo(Arrays.stream(made.split(" ")).sorted().collect(Collectors.joining(" ")));
    }

    @Test
    void shouldTakeAnyFailureForThatOfAnInternalError() {
        assertThat(FailureKind.values()).allMatch(FailureKind.INTERNAL_ERROR::mayMake);
    }

    @Test
    void shouldHoldNoAnswerOfTheServerForTheWorkOfAStall() {
        assertThat(Arrays.stream(FailureKind.values())
                        .filter(kind -> !kind.mayComeOfStall() && kind.blame() != Blame.TESTER))
                .containsExactlyInAnyOrder(
                        FailureKind.CONNECT_REFUSED,
                        FailureKind.BACKLOG_FULL,
                        FailureKind.WRONG_REPLY,
                        FailureKind.REFUSED_BY_SERVER,
                        FailureKind.WRONG_STATUS,
                        FailureKind.BAD_GATEWAY,
                        FailureKind.SERVICE_UNAVAILABLE,
                        FailureKind.GATEWAY_TIMEOUT,
                        FailureKind.TLS_FAILED,
                        FailureKind.CERTIFICATE_REJECTED);
        assertThat(FailureKind.TESTER_STALLED.mayComeOfStall()).isFalse();
    }
}
