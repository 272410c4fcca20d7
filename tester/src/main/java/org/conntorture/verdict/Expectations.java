package org.conntorture.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.conntorture.diagnosis.Cause;
import org.conntorture.diagnosis.Confidence;
import org.conntorture.diagnosis.Diagnosis;
import org.conntorture.outcome.Blame;
import org.conntorture.outcome.Latency;
import org.conntorture.plan.Expectation;
import org.conntorture.plan.Expectation.Kind;
import org.conntorture.plan.Role;
import org.conntorture.result.LatencySummary;
import org.conntorture.result.RunMeasurement;
import org.conntorture.result.TargetMeasurement;
import org.conntorture.text.Counts;
import org.conntorture.text.Durations;
import org.conntorture.text.Lists;

/**
 * Holds what was measured against what was expected. A broken limit convicts nobody where a control breaks it as well, or
 * where the tester's own stall may have broken it.
 */
final class Expectations {
    private final RunMeasurement run;
    private final Diagnosis diagnosis;
    private final List<Tally> usable;

    /** @param usable those with an attempt that counts */
    Expectations(RunMeasurement run, Diagnosis diagnosis, List<Tally> usable) {
        this.run = run;
        this.diagnosis = diagnosis;
        this.usable = usable;
    }

    /** FAIL is broken, PASS kept, INCONCLUSIVE open. @param text the value, and what leaves it open */
    private record Measured(Verdict outcome, String text) {
        static Measured of(boolean kept, String text) {
            return new Measured(kept ? Verdict.PASS : Verdict.FAIL, text);
        }

        static Measured open(String text) {
            return new Measured(Verdict.INCONCLUSIVE, text);
        }

        Finding finding(String target, Expectation expectation) {
            String verb = switch (outcome) {
                case PASS -> "keeps";
                case FAIL -> "breaks";
                case INCONCLUSIVE -> "may keep or break";
            };
            return new Finding(target, verb + " " + expectation.text() + ": " + text, outcome, expectation);
        }
    }

    /** For each expectation and target that took load. @param charges by target name */
    List<Finding> judge(Map<String, Charge> charges) {
        List<Finding> all = new ArrayList<>();
        for (Expectation expectation : run.plan().expectations()) {
            for (Tally tally : usable) {
                if (expectation.isOf(tally.measurement().target())) {
                    Measured measured = judged(expectation, tally, charges.get(tally.name()));
                    all.add(measured.finding(tally.name(), expectation));
                }
            }
        }
        return all;
    }

    /** The charge as far as what is expected of the target does not tolerate its failures. */
    Charge judge(Charge charge) {
        List<Expectation> tolerant = run.plan().expectations().stream()
                .filter(expectation -> expectation.kind().isOfFailures()
                        && expectation.isOf(charge.accused().measurement().target()))
                .toList();
        if (tolerant.isEmpty()) {
            return charge;
        }
        for (Expectation expectation : tolerant) {
            Measured measured = measure(expectation, charge.accused());
            if (measured.outcome == Verdict.FAIL) {
                return charge;
            }
            if (measured.outcome == Verdict.INCONCLUSIVE) {
                return charge.inDoubt("whether that is within " + expectation.text() + " is open: " + measured.text);
            }
        }
        return charge.tolerated("within what is expected, "
                + Lists.of(tolerant.stream().map(Expectation::text).toList()));
    }

    private Measured judged(Expectation expectation, Tally tally, Charge charge) {
        Measured measured = measure(expectation, tally);
        if (measured.outcome != Verdict.FAIL) {
            return measured;
        }
        if (tally.measurement().target().role() == Role.CONTROL) {
            return Measured.open(
                    measured.text + ", and it is a control, so host, path or the control itself is at fault");
        }
        if (expectation.kind().isOfFailures()) {
            return charge != null && charge.outcome() == Verdict.INCONCLUSIVE
                    ? Measured.open(measured.text + (charge.note().isEmpty() ? "" : "; " + charge.note()))
                    : measured;
        }
        if (expectation.kind() == Kind.CAUSE) {
            return measured;
        }
        List<Tally> controls = usable.stream()
                .filter(other -> other.measurement().target().role() == Role.CONTROL)
                .toList();
        if (controls.isEmpty()) {
            return new Measured(measured.outcome, measured.text + "; no control was run, so the host is not acquitted");
        }
        return controls.stream()
                .filter(control -> measure(expectation, control).outcome == Verdict.FAIL)
                .findFirst()
                .map(control -> Measured.open(measured.text + ", but the control " + control.name()
                        + " does not keep it either: " + measure(expectation, control).text))
                .orElse(measured);
    }

    private Measured measure(Expectation expectation, Tally tally) {
        return switch (expectation.kind()) {
            case FAILURES -> failures(expectation, tally);
            case FAILURE_RATE -> failureRate(expectation, tally);
            case LATENCY -> latency(expectation, tally.measurement());
            case COUNTER -> counter(expectation, tally.name());
            case CAUSE -> cause(expectation, tally.name());
        };
    }

    private static Measured failures(Expectation expectation, Tally tally) {
        String text = Counts.of(tally.all().failures()) + " of "
                + Counts.of(tally.all().attempts());
        boolean kept = expectation.isKeptBy(tally.all().failures());
        return kept || !expectation.isKeptBy(tally.sure().failures())
                ? Measured.of(kept, text)
                : Measured.open(
                        text + ", of which " + Counts.of(tally.doubtfulFailures()) + " may be the tester's own");
    }

    private static Measured failureRate(Expectation expectation, Tally tally) {
        FailureRate rate = tally.rate();
        String text = Counts.percent(rate.estimate()) + " (" + Counts.percent(rate.low95()) + " to "
                + Counts.percent(rate.high95()) + ")";
        if (expectation.isKeptBy(rate.high95())) {
            return Measured.of(true, text);
        }
        if (!expectation.isKeptBy(rate.low95())) {
            double sure =
                    tally.sure().failures() / (double) Math.max(1, tally.sure().attempts());
            return expectation.isKeptBy(sure)
                    ? Measured.open(
                            text + ", but " + Counts.of(tally.doubtfulFailures()) + " failures may be the tester's own")
                    : Measured.of(false, text);
        }
        return Measured.open(text + more(expectation.limit(), rate, tally.all().attempts()));
    }

    /** An interval shrinks with the root of the attempts, or, where nothing failed, as fast as they grow. */
    private static String more(double limit, FailureRate rate, long attempts) {
        double distance = Math.abs(rate.estimate() - limit);
        double width = rate.estimate() < limit ? rate.high95() - rate.estimate() : rate.estimate() - rate.low95();
        double times = rate.estimate() == 0 ? rate.high95() / limit : Math.pow(width / distance, 2);
        double needed = (times - 1) * attempts;
        return needed > 0 && needed < 1e12
                ? ", about " + Counts.rough((long) Math.ceil(needed)) + " more attempts are needed"
                : ", and it is so near the limit that no number of attempts would tell";
    }

    private Measured latency(Expectation expectation, TargetMeasurement measurement) {
        LatencySummary summary = measurement.phases().get(expectation.name());
        if (summary == null || summary.count() == 0) {
            return Measured.open("no attempt has such a latency");
        }
        long ns = summary.statistic(expectation.statistic());
        boolean kept = expectation.isKeptBy(ns);
        boolean extreme =
                expectation.statistic().equals("max") || expectation.statistic().equals("p99.9");
        if (!kept && extreme && !expectation.isKeptBy(run.longestStallNs())) {
            return Measured.open(Durations.of(ns) + ", but the tester itself stood still for "
                    + Durations.tenths(run.longestStallNs()));
        }
        return !kept && expectation.name().equals(Latency.START_LATENESS.id())
                ? Measured.open(Durations.of(ns) + ", which is the tester's, or too few workers (-c)")
                : Measured.of(kept, Durations.of(ns));
    }

    private Measured counter(Expectation expectation, String target) {
        OptionalLong moved = diagnosis.counter(target, expectation.name());
        return moved.isPresent()
                ? Measured.of(expectation.isKeptBy(moved.getAsLong()), "+" + Counts.of(moved.getAsLong()))
                : Measured.open("the counter is not known here");
    }

    private Measured cause(Expectation expectation, String target) {
        if (!diagnosis.causes().containsKey(target)) {
            return Measured.open("no causes were looked for");
        }
        Optional<Cause> named = diagnosis.of(target).stream()
                .filter(cause -> expectation.name().isEmpty() || cause.id().id().equals(expectation.name()))
                .findFirst();
        if (named.isEmpty()) {
            return Measured.of(true, "none is named");
        }
        String text = named.get().id().id() + ", " + named.get().confidence().id();
        return named.get().confidence() == Confidence.POSSIBLE
                        || named.get().id().blame() == Blame.TESTER
                ? Measured.open(text)
                : Measured.of(false, text);
    }
}
