package org.conntorture.report;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;
import org.conntorture.plan.Ends;
import org.conntorture.plan.Role;
import org.conntorture.plan.Target;
import org.conntorture.record.FailureRecord;
import org.conntorture.result.Block;
import org.conntorture.result.FailureCount;
import org.conntorture.result.LatencySummary;
import org.conntorture.result.RunMeasurement;
import org.conntorture.result.TargetMeasurement;
import org.conntorture.result.TargetMeasurement.Status;
import org.conntorture.support.Failures;
import org.conntorture.verdict.FailureRate;
import org.conntorture.verdict.Finding;
import org.conntorture.verdict.Judgement;
import org.conntorture.verdict.Verdict;

/** Measurements and judgements within the limits of their types, likely or not; the same seed gives the same. */
final class RandomRuns {
    private static final String LETTERS = "abcdefghij0123456789._-";
    private static final long LONGEST_NS = 3_600_000_000_000L;
    private final Random random;

    RandomRuns(long seed) {
        this.random = new Random(seed);
    }

    RunMeasurement run() {
        List<TargetMeasurement> targets = new ArrayList<>();
        int count = 1 + random.nextInt(8);
        for (int i = 0; i < count; i++) {
            targets.add(target(i));
        }
        return Runs.run(targets);
    }

    private TargetMeasurement target(int index) {
        String name = index + word(random.nextBoolean() ? 8 : 62);
        Role role = index == 0 || random.nextBoolean() ? Role.SUBJECT : Role.CONTROL;
        Target target =
                role == Role.SUBJECT && random.nextBoolean() ? Runs.reloaded(name, null) : Runs.target(name, role);
        Status status = random.nextInt(4) > 0 ? Status.RAN : Status.values()[random.nextInt(3)];
        boolean ran = status == Status.RAN;
        return new TargetMeasurement(
                target,
                status,
                ran && random.nextBoolean() ? null : text(),
                ran ? "127.0.0.1:" + random.nextInt(65536) : null,
                ran ? blocks() : List.of(),
                ran ? random.nextInt(1000) : 0,
                ran && random.nextBoolean() ? failure() : null,
                ran ? magnitude(LONGEST_NS * 1000) : 0,
                0,
                Map.of(),
                ran ? phases() : Map.of());
    }

    private FailureRecord failure() {
        InetSocketAddress source = random.nextBoolean() ? null : new InetSocketAddress("127.0.0.1", 40_123);
        return Failures.atOnce(magnitude(Ends.MOST_ATTEMPTS), FailureKind.RESET, Phase.READ, 0, source, text());
    }

    private List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            FailureCount[] failures = new FailureCount[random.nextInt(4)];
            for (int j = 0; j < failures.length; j++) {
                failures[j] = new FailureCount(
                        FailureKind.values()[random.nextInt(FailureKind.values().length)],
                        Phase.values()[random.nextInt(Phase.values().length)],
                        random.nextInt(140),
                        1 + magnitude(Ends.MOST_ATTEMPTS));
            }
            blocks.add(Runs.block(magnitude(Ends.MOST_ATTEMPTS), random.nextInt(5), failures));
        }
        return blocks;
    }

    private Map<String, LatencySummary> phases() {
        Map<String, LatencySummary> phases = new HashMap<>();
        for (String phase : List.of("connect", "read", "attempt", "attempt-from-intended")) {
            if (random.nextInt(5) > 0) {
                phases.put(
                        phase,
                        new LatencySummary(
                                magnitude(1_000_000),
                                magnitude(LONGEST_NS),
                                magnitude(LONGEST_NS),
                                magnitude(LONGEST_NS),
                                magnitude(LONGEST_NS),
                                magnitude(LONGEST_NS)));
            }
        }
        return phases;
    }

    Judgement judgement(RunMeasurement run) {
        List<Finding> findings = new ArrayList<>();
        Map<String, FailureRate> rates = new HashMap<>();
        for (TargetMeasurement target : run.targets()) {
            findings.add(new Finding(target.target().name(), text(), outcome()));
            if (random.nextInt(4) > 0) {
                rates.put(target.target().name(), rate());
            }
        }
        findings.add(new Finding(null, text(), outcome()));
        Verdict verdict = outcome();
        return new Judgement(verdict, verdict + ": " + text() + ".", findings, rates);
    }

    private Verdict outcome() {
        return Verdict.values()[random.nextInt(Verdict.values().length)];
    }

    private FailureRate rate() {
        double high = Math.pow(10, -random.nextInt(14)) * random.nextDouble();
        double estimate = random.nextInt(3) == 0 ? 0 : high * random.nextDouble();
        return new FailureRate(estimate, estimate * random.nextDouble(), high);
    }

    /** Small numbers as likely as large ones. */
    private long magnitude(long most) {
        return (long) Math.pow(most, random.nextDouble()) - 1;
    }

    private String word(int most) {
        StringBuilder word = new StringBuilder("a");
        int length = random.nextInt(most);
        for (int i = 0; i < length; i++) {
            word.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return word.toString();
    }

    /** Like the last output of a server: words of any length, line breaks, colours, other alphabets. */
    private String text() {
        StringBuilder text = new StringBuilder("a");
        int words = random.nextInt(60);
        for (int i = 0; i < words; i++) {
            String next = switch (random.nextInt(12)) {
                case 0 -> "\n";
                case 1 -> "\t\u001b[31mError\u001b[0m\r";
                case 2 -> " größer 错误 ";
                case 3 -> " " + word(300);
                default -> " " + word(10);
            };
            text.append(next);
        }
        return text.toString();
    }
}
