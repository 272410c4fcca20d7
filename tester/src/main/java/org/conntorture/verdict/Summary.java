package org.conntorture.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.conntorture.text.Counts;
import org.conntorture.text.Lists;

/** Puts a judged run into one sentence. */
final class Summary {
    /** Findings an INCONCLUSIVE sentence tells; a reader takes in no more at once. */
    private static final int MOST_FINDINGS = 3;

    /** Subjects whose names and numbers one sentence can hold. */
    private static final int MOST_NAMED = 10;

    private final Controls controls;

    Summary(Controls controls) {
        this.controls = controls;
    }

    /** One or several accused, the worst first. */
    String fail(List<Charge> charges) {
        List<Charge> ranked = charges.stream()
                .sorted(Comparator.comparing(charge -> -charge.accused().rate().estimate()))
                .toList();
        List<String> deeds = ranked.stream()
                .map(charge -> charge.accused().name() + " " + charge.deed())
                .toList();
        return "FAIL: " + Lists.of(deeds) + comparison(ranked);
    }

    /** Who does not fail in this way, and what that proves; begins with a semicolon. */
    String comparison(List<Charge> charges) {
        Set<String> parts = new LinkedHashSet<>();
        List<String> clean = cleanOnes(charges);
        if (!clean.isEmpty()) {
            boolean one = clean.size() == 1 && !(controls.ran().size() > 1 && clean.contains(controls.named()));
            parts.add(Lists.of(clean) + (one ? " is" : " are") + " clean, at numbers that would have shown it");
        }
        // One twin of several accused may prove more against one than against another: each finding tells its own.
        charges.stream()
                .map(Charge::twin)
                .filter(twin -> !clean.contains(twin.leftAlone()))
                .forEach(twin -> parts.add(twin.remark()));
        charges.forEach(charge -> parts.add(charge.note()));
        parts.remove("");
        return parts.stream().map(part -> "; " + part).collect(Collectors.joining());
    }

    private List<String> cleanOnes(List<Charge> charges) {
        Set<String> clean = new LinkedHashSet<>();
        for (Charge charge : charges) {
            if (charge.twin().state() == Twin.State.CLEAN) {
                clean.add(charge.twin().leftAlone());
            }
        }
        boolean told =
                charges.stream().allMatch(charge -> charge.outcome() == Verdict.FAIL && charge.comparisonTells());
        if (told && !controls.ran().isEmpty() && controls.clean()) {
            clean.add(controls.named());
        }
        return List.copyOf(clean);
    }

    /** What an INCONCLUSIVE sentence is about. Subjects before controls before the run: what the user asked comes first. */
    static List<Finding> open(List<Finding> findings, Set<String> subjects) {
        List<Finding> open = new ArrayList<>(findings.stream()
                .filter(finding -> finding.outcome() == Verdict.INCONCLUSIVE)
                .toList());
        open.sort(Comparator.comparing(finding -> subjects.contains(finding.target()) ? 0 : 1));
        return open;
    }

    /** Those that {@link #clauses} has room for. */
    static List<Finding> told(List<Finding> findings) {
        return findings.subList(0, Math.min(MOST_FINDINGS, findings.size()));
    }

    /** All of them, where those that are among {@code told} say so. */
    static List<Finding> marked(List<Finding> findings, List<Finding> told) {
        return findings.stream()
                .map(finding -> finding.inSummary(told.contains(finding)))
                .toList();
    }

    static String clauses(List<Finding> findings) {
        String told = told(findings).stream().map(Finding::clause).collect(Collectors.joining("; "));
        int untold = findings.size() - MOST_FINDINGS;
        return told + (untold > 0 ? "; and " + untold + (untold == 1 ? " more finding" : " more findings") : "");
    }

    String pass(List<Tally> subjects) {
        boolean one = subjects.size() == 1;
        boolean allClean = subjects.stream().allMatch(Tally::clean);
        String are = (allClean ? one ? " is clean" : " are clean" : one ? " keeps" : " keep")
                + (allClean ? ": " : " what is expected: ");
        String clean = one
                ? subjects.get(0).name() + are + bound(subjects.get(0), " attempts failed")
                : subjects.size() > MOST_NAMED
                        ? Counts.of(subjects.size()) + " subjects" + are + bound(subjects)
                        : Lists.of(subjects.stream().map(Tally::name).toList()) + are
                                + subjects.stream()
                                        .map(tally -> bound(tally, ""))
                                        .collect(Collectors.joining(", "))
                                + " attempts failed";
        String control = controls.ran().isEmpty()
                ? "no control was run"
                : controls.named() + (controls.ran().size() == 1 ? " is" : " are") + " clean too";
        return "PASS: " + clean + "; " + control;
    }

    /** Of many: {@code 0 of 50,000 attempts failed in all (of none more than 5.8 %, 95 %)}. */
    private static String bound(List<Tally> subjects) {
        long failures =
                subjects.stream().mapToLong(tally -> tally.all().failures()).sum();
        long attempts =
                subjects.stream().mapToLong(tally -> tally.all().attempts()).sum();
        double most = subjects.stream()
                .mapToDouble(tally -> tally.rate().high95())
                .max()
                .orElseThrow();
        return Counts.of(failures) + " of " + Counts.of(attempts) + " attempts failed in all (of none more than "
                + Counts.percent(most) + ", 95 %)";
    }

    /** {@code 0 of 212,400 attempts failed (at most 0.0014 %, 95 %)}. */
    static String bound(Tally tally, String failed) {
        return Counts.of(tally.all().failures()) + " of "
                + Counts.of(tally.all().attempts()) + failed + " (at most "
                + Counts.percent(tally.rate().high95()) + ", 95 %)";
    }
}
