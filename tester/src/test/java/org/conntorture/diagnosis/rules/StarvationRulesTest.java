package org.conntorture.diagnosis.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conntorture.diagnosis.CaseBuilder.local;

import java.util.List;
import java.util.stream.Stream;
import org.conntorture.diagnosis.CaseBuilder;
import org.conntorture.diagnosis.Cause;
import org.conntorture.diagnosis.Sockets;
import org.conntorture.outcome.FailureKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StarvationRulesTest {
    static Stream<Arguments> rows() {
        return Stream.of(
                Arguments.of(
                        "stopped by its quota",
                        silent().listener(one -> one.kept(1, 0.5, 8, 1)),
                        "cpu-throttled likely"),
                Arguments.of(
                        "others have the processor",
                        silent().listener(one -> one.kept(0.4, 9, 0, 1)),
                        "cpu-starved likely"),
                Arguments.of(
                        "the tester itself has the processor",
                        silent().listener(one -> one.kept(0.4, 9, 0, 8)),
                        "no-reply"),
                Arguments.of(
                        "merely slow",
                        local().attempts(30).slow(20, 0.1, 700, 0).listener(one -> one.kept(1, 0.5, 8, 1)),
                        "cpu-throttled likely"),
                Arguments.of(
                        "others have the processor for some seconds, and all are served before and after",
                        local().attempts(140)
                                .failsInARow(FailureKind.NO_REPLY, 43, 40)
                                .listener(one -> one.kept(0.4, 9, 0, 1)),
                        "cpu-starved likely"),
                Arguments.of(
                        "stopped by its quota: few fail, and far fewer are served than before",
                        servedLess().listener(one -> one.kept(1, 0.5, 8, 1)),
                        "cpu-throttled likely"),
                Arguments.of(
                        "stopped by its quota for half of the time",
                        silent().listener(one -> one.kept(1, 0.5, 5, 1)),
                        "cpu-throttled likely"),
                Arguments.of(
                        "it waits for half of the time, three times as long as it runs",
                        silent().listener(one -> one.kept(5 / 3.0, 5, 0, 1)),
                        "cpu-starved likely"),
                Arguments.of(
                        "it waits for less than half of the time",
                        silent().listener(one -> one.kept(1, 4.9, 0, 1)),
                        "no-reply"),
                Arguments.of(
                        "the tester itself has a processor for half of the time",
                        silent().listener(one -> one.kept(0.4, 9, 0, 5)),
                        "no-reply"),
                Arguments.of(
                        "one of two that listen is well",
                        silent().listener(one -> one.kept(5, 0, 0, 1)).anotherListener(one -> one.kept(0.4, 9, 0, 1)),
                        "cpu-starved likely"),
                Arguments.of(
                        "stopped in three of ten periods, which four processors count",
                        silent().listener(one -> one.kept(1, 0.5, 12, 30, 1)),
                        "no-reply"),
                Arguments.of(
                        "stopped in each period, for the rest of a third",
                        silent().listener(one -> one.kept(6, 0.5, 3, 100, 1)),
                        "no-reply"),
                Arguments.of("stopped now and then", silent().listener(one -> one.kept(5, 1, 2, 1)), "no-reply"),
                Arguments.of("it shares with one as busy", silent().listener(one -> one.kept(5, 5, 0, 1)), "no-reply"),
                Arguments.of(
                        "many threads wait for a moment each",
                        silent().listener(one -> one.kept(4, 6, 0, 1)),
                        "no-reply"),
                Arguments.of(
                        "a few are lost among many that are quick",
                        local().fails(FailureKind.NO_REPLY, 40).listener(one -> one.kept(0.4, 9, 0, 1)),
                        "no-reply"),
                Arguments.of(
                        "few are lost while a busy host serves far fewer than before",
                        servedLess().listener(one -> one.kept(0.4, 9, 0, 1)),
                        "no-reply"),
                Arguments.of(
                        "on a busy host where most are slow, each lost one is still held, unread, after the run",
                        lostForGood(),
                        "lost-in-handover certain"),
                Arguments.of("nothing is known", silent(), "no-reply"));
    }

    private static CaseBuilder silent() {
        return local().attempts(60).fails(FailureKind.NO_REPLY, 40);
    }

    /** Few fail, and far fewer are served than before. */
    private static CaseBuilder servedLess() {
        return local().attempts(2_008)
                .servedUntil(5)
                .failsAt(FailureKind.NO_REPLY, 503, 504, 704, 905, 1_106, 1_307, 1_508, 1_509);
    }

    private static CaseBuilder lostForGood() {
        return local().attempts(100)
                .slow(90, 0.1, 700, 0)
                .failsInARow(FailureKind.NO_REPLY, 10, 4)
                .lookedUp(4, Sockets.accepted(6, 43))
                .leak(0, 4, 30_010, 30_011, 30_012, 30_013)
                .listener(one -> one.kept(0.4, 9, 0, 1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void shouldNameStarvationBeforeItsSymptom(String reason, CaseBuilder seen, String expected) {
        List<Cause> causes = seen.diagnose();

        assertThat(causes).as(reason).isNotEmpty();
        assertThat(causes.get(0).id().id() + " "
                        + causes.get(0).confidence().name().toLowerCase(java.util.Locale.ROOT))
                .as("%s: %s", reason, causes)
                .startsWith(expected);
    }
}
