package org.conntorture.verdict;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.conntorture.outcome.FailureKind;
import org.conntorture.plan.Workload;

/**
 * What is held against one failing target, and how it compares with its undisturbed twin.
 *
 * @param cause id of the best proven cause of most of its failures, or empty
 * @param chance that a common fault hit like this; 1 where nothing was compared
 */
record Charge(Tally accused, Twin twin, double chance, String note, Verdict outcome, String cause) {
    Charge(Tally accused, Twin twin, double chance, String note, Verdict outcome) {
        this(accused, twin, chance, note, outcome, "");
    }

    Charge of(String cause) {
        return new Charge(accused, twin, chance, note, outcome, cause);
    }

    /** Failures that are allowed for accuse nobody. */
    Charge tolerated(String because) {
        return new Charge(accused, twin, 1, because, Verdict.PASS, cause);
    }

    Charge inDoubt(String because) {
        return new Charge(accused, twin, 1, because, Verdict.INCONCLUSIVE, cause);
    }

    /** What an attempt meets at a server that does not echo. */
    private static final Set<FailureKind> OF_ANOTHER_PROTOCOL = EnumSet.of(
            FailureKind.WRONG_REPLY,
            FailureKind.NO_REPLY,
            FailureKind.CLOSED_WITHOUT_REPLY,
            FailureKind.SHORT_REPLY,
            FailureKind.RESET);

    /** Predicate of the sentence: {@code loses connections while it is reloaded (17 of 61,000; first ...)}. */
    String deed() {
        String during = accused.wasDisturbed() && twin.state() != Twin.State.FAILS_AS_WELL
                ? " while " + accused.measurement().target().disturbance().during()
                : "";
        String figures = figures(accused);
        return verb(accused) + during + " "
                + (cause.isEmpty() ? figures : figures.replaceFirst("\\)$", "; cause " + cause + ")"));
    }

    /** {@code (17 of 61,000; first at attempt 1,843 after 0.9 s)}. */
    static String figures(Tally tally) {
        long first = tally.measurement().firstFailureAttempt();
        String where = first == 0 || tally.doubtfulFailures() > 0
                ? ""
                : "; first at attempt " + Figures.count(first) + " after "
                        + Figures.time(tally.measurement().firstFailureNs());
        return "(" + Figures.count(tally.sure().failures()) + " of "
                + Figures.count(tally.sure().attempts()) + where + ")";
    }

    private static String verb(Tally tally) {
        FailureKind kind = tally.sureKinds().entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
        return switch (kind) {
            case CONNECT_REFUSED -> "refuses connections";
            case BACKLOG_FULL -> "has no room for new connections";
            case CONNECT_RESET -> "resets connections that are being opened";
            case CONNECT_TIMEOUT -> "does not answer SYNs";
            case UNREACHABLE -> "is unreachable";
            case RESET -> "resets connections";
            case CLOSED_WITHOUT_REPLY -> "closes connections without a reply";
            case SHORT_REPLY -> "cuts replies short";
            case WRONG_REPLY -> "answers wrongly";
            case WRONG_STATUS -> "answers with an unexpected status";
            case BAD_GATEWAY -> "answers 502";
            case SERVICE_UNAVAILABLE -> "answers 503";
            case GATEWAY_TIMEOUT -> "answers 504";
            case TLS_FAILED -> "fails TLS handshakes";
            case CERTIFICATE_REJECTED -> "has a certificate that is not to be trusted";
            case CLOSED_WHILE_IDLE -> "closes idle connections";
            case CLOSE_TIMEOUT -> "does not close connections";
            case NO_REPLY -> failsAlways(tally) ? "never answers" : "loses connections";
            case INCOMPLETE_REPLY -> "leaves replies unfinished";
            case WRITE_TIMEOUT -> "does not take requests";
            default -> "loses established connections";
        };
    }

    private static boolean failsAlways(Tally tally) {
        return tally.sure().failures() >= tally.sure().attempts();
    }

    /** What else a reader should know of this target; empty or beginning with a semicolon. */
    static String remarks(Tally tally, Workload.Kind workload) {
        StringBuilder remarks = new StringBuilder();
        if (workload == Workload.Kind.ECHO
                && failsAlways(tally)
                && tally.measurement().repliesMatched() == 0
                && OF_ANOTHER_PROTOCOL.containsAll(tally.sureKinds().keySet())) {
            remarks.append("; not one reply ever matched (is this an echo server? --workload reply takes any"
                    + " reply, close and connect need none)");
        }
        if (tally.doubtfulFailures() > 0) {
            remarks.append("; ")
                    .append(Figures.count(tally.doubtfulFailures()))
                    .append(" more failures may be the tester's own and do not count");
        }
        if (tally.measurement().reason() != null) {
            remarks.append("; ").append(tally.measurement().reasonInShort());
        }
        return remarks.toString();
    }
}
