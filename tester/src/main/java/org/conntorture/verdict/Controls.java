package org.conntorture.verdict;

import java.util.List;
import org.conntorture.text.Counts;
import org.conntorture.text.Lists;

/**
 * The controls of a run, pooled: together they show whether host and path are sound.
 *
 * @param ran those that took load
 * @param missing names of those that should have and did not; an optional one that was skipped is not missed
 */
record Controls(List<Tally> ran, List<String> missing) {
    Controls {
        ran = List.copyOf(ran);
        missing = List.copyOf(missing);
    }

    /** The plan has none, or only optional ones that this host cannot run. */
    boolean none() {
        return ran.isEmpty() && missing.isEmpty();
    }

    boolean clean() {
        return ran.stream().allMatch(Tally::clean);
    }

    List<Timeline> timelines() {
        return ran.stream().map(Tally::all).toList();
    }

    double worstShare() {
        return timelines().stream().mapToDouble(Timeline::worstShare).max().orElse(0);
    }

    double highestRate() {
        return ran.stream().mapToDouble(tally -> tally.rate().high95()).max().orElse(1);
    }

    /** {@code the controls java, go and node}. */
    String named() {
        return named(ran.stream().map(Tally::name).toList());
    }

    String missingNamed() {
        return named(missing);
    }

    /** {@code the control java (3 of 50,000)}: those that are not clean, with what failed. */
    String failingNamed() {
        return named(ran.stream()
                .filter(tally -> !tally.clean())
                .map(tally -> tally.name() + " (" + Counts.of(tally.all().failures()) + " of "
                        + Counts.of(tally.all().attempts()) + ")")
                .toList());
    }

    long failingCount() {
        return ran.stream().filter(tally -> !tally.clean()).count();
    }

    private static String named(List<String> names) {
        return (names.size() == 1 ? "the control " : "the controls ") + Lists.of(names);
    }
}
