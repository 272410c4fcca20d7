package org.conntorture.diagnosis.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.conntorture.diagnosis.Assessment;
import org.conntorture.diagnosis.CaseFile;
import org.conntorture.diagnosis.Confidence;
import org.conntorture.diagnosis.ProbeFacts;
import org.conntorture.evidence.ProbeResult;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Symptom;
import org.conntorture.record.FailureRecord;

/**
 * Failures that hit a steady share of all attempts: one of several backends. A server that fails at random has some share
 * too, so either the backends' turns must show, or the numbers leave no other share in question.
 */
final class ShareRules {
    private static final int MOST_BACKENDS = 10;
    private static final int LEAST_FAILURES = 8;
    /** Slow successes among the served, above which SYNs are lost by chance. */
    private static final double SLOW_SHARE = 0.05;
    /**
     * How far failures stray from an even course, in units of chance (Kolmogorov): chance stays below the first in 1 % of
     * cases, above the second in 0.2 %.
     */
    private static final double TAKING_TURNS = 0.45;

    private static final double UNSTEADY = 1.9;
    /** Standard deviations. */
    private static final double NEAR = 2;

    /** How a backend that is dead, or dies, shows itself. */
    private static final List<Symptom> WAYS =
            List.of(Symptom.REFUSED, Symptom.UNANSWERED, Symptom.RESET, Symptom.CLOSED, Symptom.SILENT);

    /** What only a proxy says, of one server behind it. */
    private static final Set<FailureKind> OF_A_PROXY = Set.of(FailureKind.BAD_GATEWAY, FailureKind.GATEWAY_TIMEOUT);

    private static final String BEHIND = "look at what a rule, a balancer or DNS has behind the address";

    private ShareRules() {}

    /**
     * Connections that stood: only where the failures come in turn, as those of a balancer do, since a server can have many
     * other reasons for a share.
     */
    static Assessment badBackendInTurn(CaseFile file, Symptom symptom, long count) {
        if (file.successes() == 0 || count < LEAST_FAILURES) {
            return inSeveralWays(file, symptom, count);
        }
        Assessment assessed = isInTurn(file, symptom, count) ? badBackend(file, symptom, count) : Assessment.OPEN;
        return assessed.isFit() ? assessed : inSeveralWays(file, symptom, count);
    }

    /** Behind a proxy that answers for the one that fails: in turn only, as for other connections that stood. */
    static Assessment badBackendOfProxy(CaseFile file, Symptom symptom, long count) {
        boolean fits = file.failures(symptom).stream().allMatch(failure -> isOfAProxy(file, failure))
                && isInTurn(file, symptom, count)
                && !ReplyRules.namesSeveral(file);
        if (!fits) {
            return Assessment.OPEN;
        }
        List<String> facts = new ArrayList<>(ReplyRules.toldByProxy(file, symptom, count));
        if (facts.size() == 1) {
            facts.add("aim at each of the servers behind the proxy");
        }
        return steadyShare(file, symptom, count, facts);
    }

    /** A share of 503 may be a limit, but not where one at a time are refused in between; other statuses are a server's own. */
    private static boolean isOfAProxy(CaseFile file, FailureRecord failure) {
        return OF_A_PROXY.contains(failure.kind())
                || failure.kind() == FailureKind.SERVICE_UNAVAILABLE
                        && !ProbeFacts.succeeded(file, ProbeResult.Kind.IN_TURN).orElse(true);
    }

    /** Refused, reset or silent, as it comes: together they have the share and the turns that none has alone. */
    static Assessment inSeveralWays(CaseFile file, Symptom symptom, long count) {
        List<Long> numbers = WAYS.stream()
                .flatMap(way -> numbers(file, way).stream())
                .sorted()
                .toList();
        long failed = WAYS.stream().mapToLong(file::count).sum();
        double share = failed / (double) file.attempts();
        int backends = (int) Math.round(1 / share);
        boolean fits = failed > count
                && file.successes() > 0
                && backends >= 2
                && backends <= MOST_BACKENDS
                && Math.abs(share - 1.0 / backends) <= NEAR * Math.sqrt(share * (1 - share) / file.attempts())
                && straying(numbers, share) < TAKING_TURNS;
        return fits
                ? Assessment.fits(
                        count,
                        Confidence.LIKELY,
                        String.format(
                                Locale.ROOT,
                                "1 attempt in %d fails, in turn, in one way or another while the others are served",
                                backends),
                        BEHIND)
                : Assessment.OPEN;
    }

    static Assessment badBackend(CaseFile file, Symptom symptom, long count) {
        Assessment together = inSeveralWays(file, symptom, count);
        if (together.isFit()) {
            return together;
        }
        return steadyShare(
                file,
                symptom,
                count,
                List.of(
                        file.neverListened()
                                ? "nothing listens on the address itself: look at what a rule has behind it"
                                : BEHIND));
    }

    /** @param more facts, of where to look */
    private static Assessment steadyShare(CaseFile file, Symptom symptom, long count, List<String> more) {
        long successes = file.successes();
        if (successes == 0 || count < LEAST_FAILURES) {
            return successes == 0 ? Assessment.ruledOut("every attempt failed, none was served") : Assessment.OPEN;
        }
        double share = count / (double) file.attempts();
        int backends = (int) Math.round(1 / share);
        double chance = Math.sqrt(share * (1 - share) / file.attempts());
        if (backends < 2 || backends > MOST_BACKENDS || Math.abs(share - 1.0 / backends) > NEAR * chance) {
            return Assessment.ruledOut(
                    String.format(Locale.ROOT, "%.2f %% is no share of a few backends", 100 * share));
        }
        double straying = straying(numbers(file, symptom), share);
        boolean oneSyn = symptom == Symptom.UNANSWERED && file.synsEach(symptom) < 2;
        if (straying > UNSTEADY || file.count(Symptom.SLOW) > SLOW_SHARE * successes) {
            return Assessment.ruledOut("the share is not the same over time, or others were slow");
        }
        boolean translated = file.neverListened();
        boolean turns = straying < TAKING_TURNS;
        boolean unmistakable = NEAR * chance < 0.5 / backends / (backends + 1);
        if (!turns && !translated && (!unmistakable || oneSyn)) {
            return Assessment.OPEN;
        }
        List<String> facts = new ArrayList<>();
        facts.add(String.format(
                Locale.ROOT,
                "a steady share of %.0f %% (%.0f to %.0f %%), 1 in %d, fails in the same way while the others are"
                        + " served",
                100 * share,
                100 * Math.max(0, share - NEAR * chance),
                100 * Math.min(1, share + NEAR * chance),
                backends));
        facts.addAll(more);
        return Assessment.fits(count, turns || translated ? Confidence.LIKELY : Confidence.POSSIBLE, facts);
    }

    private static boolean isInTurn(CaseFile file, Symptom symptom, long count) {
        return straying(numbers(file, symptom), count / (double) file.attempts()) < TAKING_TURNS;
    }

    private static List<Long> numbers(CaseFile file, Symptom symptom) {
        return file.failures(symptom).stream()
                .map(FailureRecord::attempt)
                .sorted()
                .toList();
    }

    /** The largest distance between the failures up to an attempt and their even share, by what chance makes of it. */
    private static double straying(List<Long> numbers, double share) {
        if (numbers.size() < LEAST_FAILURES) {
            return UNSTEADY;
        }
        // Of very many failures only the first were kept.
        double attempts = numbers.size() / share;
        double largest = 0;
        for (int i = 0; i < numbers.size(); i++) {
            double even = numbers.get(i) * share;
            largest = Math.max(largest, Math.max(Math.abs(i - even), Math.abs(i + 1 - even)));
        }
        return largest / Math.sqrt(attempts * share * (1 - share));
    }
}
