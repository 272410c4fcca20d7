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
    private static final int MOST_CHARACTERS = 150_000;

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
        int begin = html.length();
        boolean any = false;
        for (TargetMeasurement target : contents.ranked()) {
            List<Cause> causes = contents.run().diagnosis().of(target.target().name());
            if (causes.isEmpty() && target.failureCounts().isEmpty()) {
                continue;
            }
            any = true;
            if (html.length() - begin > MOST_CHARACTERS) {
                html.element("p", "There are more targets with failures or causes: result.json has them all.");
                return;
            }
            html.element("h3", target.target().name());
            failures(html, target);
            causes.forEach(cause -> cause(html, cause, target));
            if (causes.isEmpty()) {
                html.element("p", "No cause is named: nothing was looked at beside the load, or it was not kept.");
            }
        }
        if (!any) {
            html.element("p", "Nothing failed and nothing was oddly slow, so there is nothing to explain.");
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

    private static void cause(Html html, Cause cause, TargetMeasurement target) {
        long failed = target.judgedFailures() + target.testerFailures();
        html.open("article", "class", "cause");
        html.element(
                "h4", "Cause: " + cause.id().id() + ", " + cause.confidence().id() + CauseText.explains(cause, failed));
        html.open("p").text("In short: " + cause.id().sentence() + ". ");
        html.element("a", "What to do", "href", "#" + AdviceSection.anchor(cause.id()))
                .close();
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
