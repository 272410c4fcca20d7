package org.conntorture.selftest;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.conntorture.selftest.Trial.Status;
import org.conntorture.store.ResultTotals.NamedCause;

/** The selftest in words: its list of cases, its table row by row, its score. */
public final class SelftestText {
    private static final String ROW = "%-33s %-38s %-38s %-9s %6s  %s%n";
    private static final String LIST_ROW = "%-33s %-42s %s%n";

    private SelftestText() {}

    public static String list() {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, LIST_ROW, "case", "expected", ""));
        for (Recipe recipe : Recipes.all()) {
            String notes = (recipe.byShare() ? "by share " : "")
                    + (recipe.isGlobal() ? "needs --allow-global " : "")
                    + (recipe.tools().isEmpty() ? "" : "needs " + String.join(", ", recipe.tools()));
            text.append(String.format(Locale.ROOT, LIST_ROW, recipe.name(), expected(recipe.expectedIds()), notes));
        }
        text.append("\nNot provoked here:\n");
        Recipes.NOT_PROVOKED.forEach((id, reason) -> text.append(String.format(Locale.ROOT, "%-28s %s%n", id, reason)));
        return text.toString();
    }

    public static String heading() {
        return String.format(Locale.ROOT, ROW, "case", "expected", "named", "how sure", "time", "");
    }

    public static String row(Trial trial) {
        String named = trial.named().stream().map(NamedCause::id).collect(Collectors.joining(", "));
        String confidence = trial.named().isEmpty() ? "-" : trial.named().get(0).confidence();
        String outcome = trial.status().text() + (trial.reason().isEmpty() ? "" : ": " + trial.reason());
        return String.format(
                Locale.ROOT,
                ROW,
                trial.name(),
                expected(trial.expected()),
                named.isEmpty() ? "-" : named,
                confidence,
                seconds(trial),
                outcome);
    }

    private static String seconds(Trial trial) {
        return trial.took().isZero()
                ? "-"
                : String.format(Locale.ROOT, "%.1f s", trial.took().toMillis() / 1000.0);
    }

    private static String expected(List<String> ids) {
        return ids.isEmpty() ? "nobody accused" : String.join(", ", ids);
    }

    /** What the blind exam was told of one trial, and what would repeat it. */
    public static String blindRow(Trial trial) {
        return row(trial).stripTrailing() + (trial.status() == Status.OK ? "" : ", " + BlindScore.answer(trial)) + "\n";
    }

    /** @param seed of the exam */
    public static String blindScore(List<Trial> trials, long seed) {
        BlindScore score = BlindScore.of(trials);
        return String.format(
                Locale.ROOT,
                "%nfaults   named first            %s%n         named at all           %s%n"
                        + "         cannot tell            %s%n         first, or cannot tell  %s%n         a wrong party accused  %s%n"
                        + "healthy  somebody accused       %s%n%d trials made no fault; seed %d repeats all,"
                        + " --only NUMBER one of them%n",
                score.first(),
                score.named(),
                score.cannotTell(),
                score.firstOrUntold(),
                score.accused(),
                score.healthy(),
                score.notMade(),
                seed);
    }

    public static String score(List<Trial> trials) {
        Score score = Score.of(trials);
        long accused = score.healthy().judged() - score.healthy().right();
        StringBuilder text = new StringBuilder("\n")
                .append(score.faults() + " named right\n")
                .append(score.byShare() + " named right where chance decides\n")
                .append(accused + " of " + score.healthy().judged() + " healthy cases accused somebody\n")
                .append(score.skipped() + " skipped, " + score.notMade() + " could not be made\n");
        trials.stream()
                .filter(trial -> trial.directory() != null && trial.status() != Status.OK)
                .findFirst()
                .ifPresent(trial ->
                        text.append("What they left is in " + trial.directory().getParent() + "\n"));
        return text.toString();
    }
}
