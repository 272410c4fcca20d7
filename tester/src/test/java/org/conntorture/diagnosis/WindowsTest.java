package org.conntorture.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conntorture.diagnosis.CaseBuilder.remote;
import static org.conntorture.outcome.FailureKind.CONNECT_REFUSED;
import static org.conntorture.outcome.FailureKind.CONNECT_TIMEOUT;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.conntorture.diagnosis.Windows.Span;
import org.conntorture.outcome.Symptom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A case lasts ten seconds, in which attempts begin evenly. */
class WindowsTest {
    private static CaseFile file(CaseBuilder builder) {
        return new CaseFile(builder.measurement(), builder.evidence(), builder.load(), List.of());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "1 2 3 4, false, four show no pattern",
        "1 2 3 4 5, true, five in a row",
        "5 4 3 2 1, true, in any order",
        "1 2 3 4 6, false, so few must come without any other between",
        "1 2 3 4 5 6 8, false, and so must seven",
        "1 3 5 7 9 11 13 15, true, eight may have one between each",
        "1 3 5 7 9 11 13 16, false, but not two",
        "1 2 3 4 5 6 7 8 9 10 31, true, a tenth may be apart",
        "1 2 3 4 5 6 7 8 9 30 51, false, not two of eleven",
    })
    void shouldTellWhatComesInARow(String attempts, boolean clumped, String reason) {
        assertThat(Windows.isClumped(Stream.of(attempts.split(" ")).mapToLong(Long::parseLong)))
                .as(reason)
                .isEqualTo(clumped);
    }

    @ParameterizedTest(name = "{0}..{1} of {2}..{3}: {4}")
    @CsvSource({
        "0, 5, 0, 10, true, half of it",
        "0, 4, 0, 10, false, less than half",
        "3, 8, 0, 10, true, half of it in its midst",
        "20, 30, 0, 10, false, apart",
        "10, 20, 10, 10, true, a moment at its edge",
    })
    void shouldTellWhatCoversMost(long from, long to, long begin, long end, boolean covers, String reason) {
        assertThat(new Span(from, to).coversMostOf(begin, end)).as(reason).isEqualTo(covers);
    }

    /** In the sixth second, and elsewhere. */
    private static long gathered(int inside, int elsewhere) {
        CaseBuilder builder = remote().failsAt(
                        CONNECT_REFUSED,
                        LongStream.range(0, inside).map(i -> 5_100 + i).toArray())
                .failsAt(
                        CONNECT_REFUSED,
                        LongStream.range(0, elsewhere).map(i -> 7_000 + i).toArray());
        Span sixth = new Span(CaseBuilder.ZERO_NS + 5_000_000_000L, CaseBuilder.ZERO_NS + 6_000_000_000L);
        return Windows.gatheredIn(file(builder), Symptom.REFUSED, List.of(sixth));
    }

    @Test
    void shouldTellWhatGathersFromWhatChanceMakes() {
        assertThat(gathered(4, 9))
                .as("more than three times as many as elsewhere")
                .isEqualTo(4);
        assertThat(gathered(3, 9)).as("three times as many").isZero();
        assertThat(gathered(2, 0)).as("all of them").isEqualTo(2);
        assertThat(gathered(0, 9)).as("none of them").isZero();
    }

    @ParameterizedTest
    @CsvSource({"5, false", "6, true"})
    void shouldTellSpansThatCoverMostOfTheLoad(int seconds, boolean most) {
        List<Span> spans = List.of(new Span(0, 2_000_000_000L), new Span(2_000_000_000L, seconds * 1_000_000_000L));

        assertThat(Windows.coverMost(file(remote()), spans)).isEqualTo(most);
    }

    /** So many in a row from the start of the fourth second on, a thousand a second, each waits for a second and a half. */
    private static boolean servedBesideOneInTwo(int failures, int servedUntil) {
        CaseBuilder builder = remote().failsAt(
                        CONNECT_TIMEOUT,
                        LongStream.range(0, failures).map(i -> 3_000 + 2 * i).toArray())
                .servedUntil(servedUntil);
        return Windows.isServedMeanwhile(file(builder), Symptom.UNANSWERED);
    }

    @Test
    void shouldTellWhetherOthersWereServedMeanwhile() {
        assertThat(servedBesideOneInTwo(1_500, 10)).as("in all three seconds").isTrue();
        assertThat(servedBesideOneInTwo(500, 10))
                .as("one second is too short to tell")
                .isFalse();
        assertThat(servedBesideOneInTwo(2_500, 4)).as("in one of five").isFalse();
        assertThat(servedBesideOneInTwo(2_500, 7)).as("in most of five").isTrue();
        assertThat(servedBesideOneInTwo(2_500, 5)).as("in two of five").isFalse();
        assertThat(Windows.isServedMeanwhile(file(remote()), Symptom.UNANSWERED))
                .as("nothing failed")
                .isFalse();
    }

    @Test
    void shouldCountWhoWasServedAfterTheSecondOfTheFirstFailure() {
        CaseBuilder builder = remote().attempts(110).failsAt(CONNECT_REFUSED, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69);

        assertThat(Windows.servedAfterFirst(file(builder), Symptom.REFUSED)).isEqualTo(40);
        assertThat(Windows.servedAfterFirst(file(builder), Symptom.RESET)).isZero();
    }

    @Test
    void shouldTellWhetherFewerWereServedMeanwhileThanBefore() {
        CaseBuilder even = remote().attempts(110).failsAt(CONNECT_REFUSED, 35, 46, 57, 68, 79);
        CaseBuilder fromTheFirst = remote().attempts(110).servedUntil(3).failsAt(CONNECT_REFUSED, 1, 46, 57);

        assertThat(Windows.isServedLess(file(even), Symptom.REFUSED)).isFalse();
        assertThat(Windows.isServedLess(file(even.servedUntil(5)), Symptom.REFUSED))
                .isTrue();
        assertThat(Windows.isServedLess(file(fromTheFirst), Symptom.REFUSED))
                .as("there is nothing before")
                .isFalse();
    }

    @Test
    void shouldCountWhoWasServedBetweenTheFirstSecondOfFailuresAndTheLast() {
        CaseBuilder builder = remote().attempts(110).failsAt(CONNECT_REFUSED, 35, 46, 57);

        assertThat(Windows.servedBetween(file(builder), Symptom.REFUSED))
                .as("in the second between")
                .isEqualTo(11);
        assertThat(Windows.servedBetween(
                        file(remote().attempts(110).failsAt(CONNECT_REFUSED, 35, 46)), Symptom.REFUSED))
                .as("after the first of two")
                .isEqualTo(65);
    }
}
