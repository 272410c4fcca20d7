package org.conntorture.page;

import java.util.List;
import org.conntorture.diagnosis.Cause;
import org.conntorture.outcome.Blame;
import org.conntorture.outcome.Errno;
import org.conntorture.report.CauseText;
import org.conntorture.report.TargetFigures;
import org.conntorture.result.FailureCount;
import org.conntorture.result.TargetMeasurement;

/** What failed at each target and why: the causes, the facts for each, and what was ruled out by which fact. */
final class CauseSection implements PageFrame.Section {
    /** Beyond it the rest is left to result.json. */
    private static final int MOST_BYTES = 45_000;

    private static final int MOST_BYTES_OF_TARGET = 15_000;

    private final ReportContents contents;

    CauseSection(ReportContents contents) {
        this.contents = contents;
    }

    @Override
    public String id() {
        return "causes";
    }

    @Override
    public String title() {
        return "Causes";
    }

    @Override
    public void write(Html html) {
        List<TargetMeasurement> explained = contents.ranked().stream()
                .filter(target ->
                        !causes(target).isEmpty() || !target.failureCounts().isEmpty())
                .toList();
        int left = html.upTo(MOST_BYTES, explained, target -> target(html, target));
        if (left > 0) {
            html.element("p", left + " more targets have failures or causes: result.json has them all.");
        }
        if (explained.isEmpty()) {
            html.element("p", "Nothing failed and nothing was oddly slow, so there is nothing to explain.");
        }
    }

    private List<Cause> causes(TargetMeasurement target) {
        return contents.run().diagnosis().of(target.target().name());
    }

    private void target(Html html, TargetMeasurement target) {
        html.element("h3", target.target().name());
        failures(html, target);
        List<Cause> causes = causes(target);
        int left = html.upTo(MOST_BYTES_OF_TARGET, causes, cause -> cause(html, cause, target));
        if (left > 0) {
            html.element("p", left + " more causes of it are in result.json.");
        }
        if (causes.isEmpty()) {
            html.element("p", "No cause is named: nothing was looked at beside the load, or it was not kept.");
        }
    }

    private static void failures(Html html, TargetMeasurement target) {
        if (target.failureCounts().isEmpty()) {
            return;
        }
        html.open("ul");
        for (FailureCount failure : target.failureCounts()) {
            html.open("li");
            html.element(
                    "strong",
                    TargetFigures.count(failure.count()) + " \u00d7 "
                            + failure.kind().id());
            html.text(" in " + failure.phase().id()
                    + (failure.errno() == Errno.NONE ? "" : ", " + Errno.name(failure.errno())) + ": "
                    + failure.kind().text()
                    + (failure.kind().blame() == Blame.TESTER
                            ? " (the tester's own trouble, not held against it)"
                            : ""));
            html.close();
        }
        html.close();
    }

    private void cause(Html html, Cause cause, TargetMeasurement target) {
        long failed = target.judgedFailures() + target.testerFailures();
        html.open("article", "class", "cause");
        html.element(
                "h4", "Cause: " + cause.id().id() + ", " + cause.confidence().id() + CauseText.explains(cause, failed));
        html.open("p").text("In short: " + cause.id().sentence() + ". ");
        AdviceSection.link(html, contents, cause.id(), "What to do");
        html.close();
        html.element("p", "What speaks for it:").open("ul");
        cause.facts().forEach(fact -> html.element("li", VerdictSection.shortened(fact)));
        html.close();
        if (!cause.ruledOut().isEmpty()) {
            html.element("p", "What was ruled out, and by which fact:").open("ul");
            cause.ruledOut().forEach(exclusion -> {
                html.open("li").element("code", exclusion.id().id());
                html.text(": " + VerdictSection.shortened(exclusion.fact())).close();
            });
            html.close();
        }
        html.close();
    }
}
