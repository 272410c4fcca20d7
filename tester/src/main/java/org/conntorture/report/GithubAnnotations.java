package org.conntorture.report;

import java.util.List;
import org.conntorture.diagnosis.Cause;
import org.conntorture.diagnosis.Diagnosis;
import org.conntorture.verdict.Finding;
import org.conntorture.verdict.Judgement;
import org.conntorture.verdict.Verdict;

/** What is wrong, as lines that GitHub Actions turns into annotations when a step prints them; empty where all is well. */
public final class GithubAnnotations {
    private GithubAnnotations() {}

    public static String of(Diagnosis diagnosis, Judgement judgement) {
        StringBuilder lines = new StringBuilder();
        for (Finding finding : judgement.findings()) {
            if (finding.outcome() != Verdict.PASS) {
                lines.append(finding.outcome() == Verdict.FAIL ? "::error" : "::warning")
                        .append(" title=")
                        .append(property(title(finding)))
                        .append("::")
                        .append(data(message(finding, diagnosis)))
                        .append('\n');
            }
        }
        return lines.toString();
    }

    private static String title(Finding finding) {
        return "conntorture: " + (finding.target() == null ? "the run" : finding.target());
    }

    private static String message(Finding finding, Diagnosis diagnosis) {
        String sentence = (finding.target() == null ? "" : finding.target() + " ") + finding.text();
        List<Cause> causes = diagnosis.of(finding.target() == null ? "" : finding.target());
        if (finding.expectation() != null || causes.isEmpty()) {
            return sentence;
        }
        Cause best = causes.get(0);
        return sentence + "\ncause: " + best.id().id() + ", "
                + best.confidence().id() + ": " + best.id().sentence() + "\n" + String.join("\n", best.facts());
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
