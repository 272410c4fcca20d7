package org.conntorture.report;

import java.util.List;
import java.util.stream.Collectors;
import org.conntorture.diagnosis.Cause;
import org.conntorture.text.Counts;
import org.conntorture.text.WrappedText;

/** Adds the causes of one target to a {@link WrappedText}, each with what speaks for it and what was ruled out. */
public final class CauseText {
    private static final String INDENT = "    ";
    private static final String FACT_INDENT = "        ";

    private final WrappedText page;

    CauseText(WrappedText page) {
        this.page = page;
    }

    /** @param failed failures of the target, of which each cause explains some */
    void add(List<Cause> causes, long failed) {
        for (Cause cause : causes) {
            page.paragraph(INDENT, "cause: " + headline(cause, failed));
            cause.facts().forEach(fact -> page.paragraph(FACT_INDENT, fact));
            if (!cause.ruledOut().isEmpty()) {
                page.paragraph(
                        FACT_INDENT,
                        "ruled out: "
                                + cause.ruledOut().stream()
                                        .map(exclusion -> exclusion.id().id() + " (" + exclusion.fact() + ")")
                                        .collect(Collectors.joining(", ")));
            }
        }
    }

    /** {@code stale-tuple, certain, explains 17 of 19: the server still holds ...}. */
    static String headline(Cause cause, long failed) {
        return cause.id().id() + ", " + cause.confidence().id() + explains(cause, failed) + ": "
                + cause.id().sentence();
    }

    /** {@code , explains 17 of 19}, or nothing. */
    public static String explains(Cause cause, long failed) {
        if (cause.explains() == 0) {
            return "";
        }
        return failed == 0
                ? ", explains " + Counts.of(cause.explains()) + " slow attempts"
                : ", explains " + Counts.of(cause.explains()) + " of " + Counts.of(failed);
    }
}
