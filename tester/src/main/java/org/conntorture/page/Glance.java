package org.conntorture.page;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.conntorture.diagnosis.Cause;
import org.conntorture.diagnosis.CauseId;
import org.conntorture.plan.Role;
import org.conntorture.report.Percent;
import org.conntorture.report.TargetFigures;
import org.conntorture.result.Block;
import org.conntorture.result.LoggedFailure;
import org.conntorture.result.TargetMeasurement;
import org.conntorture.text.Durations;
import org.conntorture.verdict.FailureRate;
import org.conntorture.verdict.Verdict;

/** For each target that fails or is in doubt: which it is, since when, why, and what to do, before anything else is read. */
final class Glance {
    private static final int MOST = 6;
    /** Of one target. */
    private static final int MOST_FINDINGS = 4;

    private static final int MOST_CHARACTERS = 400;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'");

    private final ReportContents contents;

    Glance(ReportContents contents) {
        this.contents = contents;
    }

    void write(Html html) {
        cards(html, Verdict.FAIL, "The target that fails", "The targets that fail");
        cards(html, Verdict.INCONCLUSIVE, "The target in doubt", "The targets in doubt");
    }

    private void cards(Html html, Verdict outcome, String titleOfOne, String title) {
        List<TargetMeasurement> targets = contents.ranked().stream()
                .filter(target -> contents.outcome(target) == outcome)
                .toList();
        if (targets.isEmpty()) {
            return;
        }
        html.element("h3", targets.size() == 1 ? titleOfOne : title);
        html.open("div", "class", "cards");
        targets.stream().limit(MOST).forEach(target -> card(html, target, outcome));
        html.close();
        if (targets.size() > MOST) {
            html.element("p", "And " + (targets.size() - MOST) + " more; see the table.");
        }
    }

    private void card(Html html, TargetMeasurement target, Verdict outcome) {
        html.open("article", "class", outcome == Verdict.FAIL ? "card" : "card open");
        html.element("h4", target.target().name() + (target.target().role() == Role.CONTROL ? " (a control)" : ""));
        html.open("dl");
        found(html, target);
        if (target.judgedFailures() > 0) {
            item(html, "Since when", since(target));
            item(html, "How much", share(target));
        }
        Optional<Cause> cause = contents.run().diagnosis().of(target.target().name()).stream()
                .filter(one -> one.explains() > 0)
                .findFirst();
        if (cause.isPresent() || ReportContents.hasFailures(target)) {
            item(html, "Why", cause.map(Glance::why).orElse("no cause could be named"));
        }
        if (cause.isPresent()) {
            html.element("dt", "What to do").open("dd");
            html.text(AdviceSection.firstSentence(cause.get().id()) + " ");
            AdviceSection.link(
                    html,
                    contents,
                    cause.get().id(),
                    "More on " + cause.get().id().id());
            html.close();
        }
        html.close().close();
    }

    private void found(Html html, TargetMeasurement target) {
        html.element("dt", "What was found");
        contents.run().judgement().against(target.target().name()).stream()
                .limit(MOST_FINDINGS)
                .forEach(finding ->
                        html.element("dd", "It " + VerdictSection.shortened(finding.text(), MOST_CHARACTERS) + "."));
    }

    private static void item(Html html, String term, String text) {
        html.element("dt", term).element("dd", text);
    }

    private static String why(Cause cause) {
        CauseId id = cause.id();
        return Character.toUpperCase(id.sentence().charAt(0)) + id.sentence().substring(1) + " (" + id.id() + ", "
                + cause.confidence().id() + ").";
    }

    private String since(TargetMeasurement target) {
        if (target.firstFailureAttempt() == 0) {
            return "Not known, as failures.jsonl does not tell" + lasting(target);
        }
        Optional<LoggedFailure> first = contents.track(target).firstFailure();
        String at = first.map(failure -> TIME.format(
                                failure.time().minusNanos(failure.durationNs()).atOffset(ZoneOffset.UTC))
                        + ", ")
                .orElse("");
        String text = at + Durations.of(target.firstFailureNs()) + " after its load began, at attempt "
                + TargetFigures.count(target.firstFailureAttempt());
        return text + lasting(target);
    }

    /** Whether it failed for a while or all along. */
    private static String lasting(TargetMeasurement target) {
        List<Block> loaded =
                target.blocks().stream().filter(block -> block.attempts() > 0).toList();
        long failing =
                loaded.stream().filter(block -> block.judgedFailures() > 0).count();
        return "; in " + failing + " of its " + loaded.size() + (loaded.size() == 1 ? " second" : " seconds")
                + " under load some attempt failed.";
    }

    private String share(TargetMeasurement target) {
        FailureRate rate =
                contents.run().judgement().rates().get(target.target().name());
        String counts = TargetFigures.count(target.judgedFailures()) + " of " + TargetFigures.count(target.attempts())
                + " attempts failed";
        return rate == null
                ? counts + "."
                : counts + ": " + Percent.text(rate.estimate()) + " %, with 95 % confidence "
                        + Percent.text(rate.low95()) + " to " + Percent.text(rate.high95()) + " %.";
    }
}
