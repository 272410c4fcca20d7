package org.conntorture.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.conntorture.outcome.Blame;
import org.conntorture.outcome.FailureKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often the judge is wrong: simulated runs whose truth is known, from seeds that are printed. */
class JudgeSimulationTest {
    private static final long SEED = 20190712;
    private static final int RUNS = 1_000;
    private static final int BROKEN_RUNS = 300;
    private static final int TURN_SECONDS = 12;
    private static final long ATTEMPTS_PER_SECOND = 2_000;

    @ParameterizedTest(name = "{0} controls, {1} subjects, {2} rounds, {3} bursts a run")
    @CsvSource({
        "1, 1, 2, 0.5, rare bursts hit one of two at most",
        "1, 1, 2, 4, a few bursts",
        "1, 1, 2, 20, frequent bursts hit both",
        "1, 1, 4, 0.5, rare",
        "1, 1, 4, 4, a few",
        "1, 1, 4, 20, frequent",
        "3, 1, 4, 3, more controls leave the subject a smaller share so few clumps convict",
        "3, 5, 4, 10, five subjects are five chances to be wrong",
    })
    void shouldNotTellEqualServersApart(int controls, int subjects, int rounds, double bursts, String reason) {
        SplittableRandom random = seeded(controls * 1000 + subjects * 100 + rounds * 10 + (int) bursts);
        double accused = accused(
                "equal servers, %d controls, %d subjects, %d rounds, %.1f bursts"
                        .formatted(controls, subjects, rounds, bursts),
                () -> Bursts.run(random, controls, subjects, rounds, TURN_SECONDS, bursts));
        assertThat(accused).as(reason).isLessThanOrEqualTo(subjects == 1 ? 0.01 : 0.05);
    }

    @ParameterizedTest(name = "{0} rounds, {1} powers of e a second")
    @CsvSource({"2, 0.1", "2, 0.5", "2, 2", "4, 0.1", "4, 0.5", "4, 2"})
    void shouldNotTellEqualServersApartOnADriftingHost(int rounds, double step) {
        SplittableRandom random = seeded(5000 + rounds * 10 + (int) (10 * step));
        double accused = accused(
                "equal servers, %d rounds, a host that drifts by %.1f".formatted(rounds, step),
                () -> Bursts.drift(random, rounds, TURN_SECONDS, step));
        assertThat(accused).isLessThanOrEqualTo(0.01);
    }

    /** Share of the runs whose verdict is FAIL. */
    private static double accused(String what, Supplier<RunBuilder> runs) {
        int[] verdicts = new int[3];
        for (int i = 0; i < RUNS; i++) {
            verdicts[runs.get().judge().verdict().ordinal()]++;
        }
        System.out.printf(
                "%s: PASS %.3f FAIL %.3f INCONCLUSIVE %.3f%n",
                what, share(verdicts[0]), share(verdicts[1]), share(verdicts[2]));
        return share(verdicts[Verdict.FAIL.ordinal()]);
    }

    private static double share(int count) {
        return count / (double) RUNS;
    }

    private static SplittableRandom seeded(long setting) {
        System.out.println("seed " + (SEED + setting));
        return new SplittableRandom(SEED + setting);
    }

    @ParameterizedTest(name = "{0} in {1} rounds of {2} s: at least {3}")
    @CsvSource({
        "REFUSES_ALL, 2, 12, 0.95, a stay that fails from first to last between clean neighbours needs no second one",
        "REFUSES_ALL, 4, 1, 0.95, not even in turns of one second",
        "NEVER_ANSWERS, 2, 15, 0.95, a few time-outs a turn are all there is to see",
        "NEVER_ANSWERS, 4, 5, 0.95, every failure ends in the drain",
        "ONE_IN_A_THOUSAND, 4, 1, 0.85, each turn fails and each of the control's does not",
        "ONE_IN_A_THOUSAND, 5, 1, 0.85, five seconds",
        "ONE_IN_A_THOUSAND, 5, 2, 0.95, ten",
        "ONE_IN_A_THOUSAND, 5, 4, 0.95, twenty",
        "ONE_IN_A_THOUSAND, 2, 12, 0.95, dense enough to show the edges of the stay",
        "ONE_IN_A_THOUSAND, 4, 6, 0.95, the same in short turns",
        "LOSES_AT_RELOADS, 2, 18, 0.95, one stay is enough as they begin at the reloads",
        "LOSES_AT_RELOADS, 3, 15, 0.95, two stays with four reloads or more in one of them",
        "LOSES_AT_RELOADS, 4, 12, 0.95, twelve reloads in four turns",
        "LOSES_AT_RELOADS, 5, 9, 0.95, ten reloads",
        "LOSES_AT_SOME_RELOADS, 4, 18, 0.95, a reload in five loses nothing",
    })
    void shouldConvictBrokenServerBesideOneControl(
            Fault fault, int rounds, int turnSeconds, double least, String reason) {
        SplittableRandom random = seeded(rounds * 100 + turnSeconds);
        double convicted = convicted(random, fault, rounds, turnSeconds);
        System.out.printf("%s, %d rounds of %d s, 1 control: FAIL %.3f%n", fault, rounds, turnSeconds, convicted);
        assertThat(convicted).as(reason).isGreaterThanOrEqualTo(least);
    }

    enum Fault {
        REFUSES_ALL,
        NEVER_ANSWERS,
        ONE_IN_A_THOUSAND,
        /** One or two connections at each reload. */
        LOSES_AT_RELOADS,
        /** 1.5 connections at a reload on average. */
        LOSES_AT_SOME_RELOADS
    }

    private static double convicted(SplittableRandom random, Fault fault, int rounds, int turnSeconds) {
        int convicted = 0;
        for (int i = 0; i < BROKEN_RUNS; i++) {
            RunBuilder run = brokenRun(random, fault, rounds, turnSeconds);
            convicted += run.judge().verdict() == Verdict.FAIL ? 1 : 0;
        }
        return convicted / (double) BROKEN_RUNS;
    }

    private static RunBuilder brokenRun(SplittableRandom random, Fault fault, int rounds, int turnSeconds) {
        RunBuilder run = new RunBuilder(rounds, turnSeconds)
                .control("java")
                .disturbed("broken", null, 3)
                .attemptsPerSecond("java", 2 * ATTEMPTS_PER_SECOND)
                .attemptsPerSecond("broken", 2 * ATTEMPTS_PER_SECOND);
        switch (fault) {
            case REFUSES_ALL -> run.alwaysFails("broken", FailureKind.CONNECT_REFUSED);
            case NEVER_ANSWERS -> run.neverAnswers("broken");
            default -> scatter(run, random, fault, rounds, turnSeconds);
        }
        return run;
    }

    private static void scatter(RunBuilder run, SplittableRandom random, Fault fault, int rounds, int turnSeconds) {
        for (int round = 1; round <= rounds; round++) {
            for (int second = 0; second < turnSeconds; second++) {
                boolean reloads = second > 0 && second % 3 == 0;
                if (fault == Fault.ONE_IN_A_THOUSAND) {
                    failed(
                            run,
                            FailureKind.WRONG_REPLY,
                            round,
                            second,
                            Bursts.poisson(random, 2 * ATTEMPTS_PER_SECOND / 1e3));
                } else if (reloads) {
                    int lostIn = second + random.nextInt(2) + RunBuilder.DRAIN_SECONDS;
                    boolean always = fault == Fault.LOSES_AT_RELOADS;
                    failed(
                            run,
                            FailureKind.NO_REPLY,
                            round,
                            Math.min(lostIn, turnSeconds + RunBuilder.DRAIN_SECONDS - 1),
                            always ? 1 + random.nextInt(2) : Bursts.poisson(random, 1.5));
                }
            }
        }
    }

    private static void failed(RunBuilder run, FailureKind kind, int round, int second, long count) {
        if (count > 0) {
            run.fails("broken", kind, round, second, count);
        }
    }

    @Test
    void shouldNeverConvictHealthyServers() {
        SplittableRandom random = seeded(2);
        for (int i = 0; i < RUNS; i++) {
            RunBuilder run = new RunBuilder(1 + random.nextInt(4), 1 + random.nextInt(5));
            run.control("java").subject("healthy").attemptsPerSecond("healthy", 1 + random.nextInt(5_000));
            assertThat(run.judge().verdict()).isEqualTo(Verdict.PASS);
        }
    }

    @Test
    void shouldNeverHoldTheTestersFailuresAgainstTarget() {
        SplittableRandom random = seeded(3);
        FailureKind[] kinds = Arrays.stream(FailureKind.values())
                .filter(kind -> kind.blame() == Blame.TESTER)
                .toArray(FailureKind[]::new);
        for (int i = 0; i < RUNS; i++) {
            Judgement judgement = randomRun(random, kinds).judge();
            assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        }
    }

    @Test
    void shouldJudgeWhateverWasMeasured() {
        SplittableRandom random = seeded(4);
        for (int i = 0; i < RUNS; i++) {
            Judgement judgement = randomRun(random, FailureKind.values()).judge();
            assertThat(judgement.summary())
                    .startsWith(judgement.verdict() + ": ")
                    .endsWith(".");
            assertThat(judgement.verdict()).isNotEqualTo(Verdict.PASS);
        }
    }

    private static RunBuilder randomRun(SplittableRandom random, FailureKind[] kinds) {
        int rounds = 1 + random.nextInt(4);
        RunBuilder run =
                new RunBuilder(rounds, 6).control("java").subject("twin").disturbed("web", "twin", 2);
        run.attemptsPerSecond("web", random.nextInt(3));
        for (int i = random.nextInt(20); i >= 0; i--) {
            String target = List.of("java", "twin", "web").get(random.nextInt(3));
            FailureKind kind = kinds[random.nextInt(kinds.length)];
            run.fails(target, kind, 1 + random.nextInt(rounds), random.nextInt(10), 1 + random.nextInt(9));
        }
        return run;
    }
}
