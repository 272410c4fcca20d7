package org.conntorture.selftest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.conntorture.store.ResultTotals.NamedCause;

/**
 * How one case came out.
 *
 * @param named causes in the order of the report
 * @param reason why it is not OK; empty where it is
 * @param directory what the case left, kept where it is not OK
 * @param unprivileged whether the tester could not see the processes of others
 */
public record Trial(
        String name,
        List<String> expected,
        List<NamedCause> named,
        Status status,
        String reason,
        Duration took,
        Path directory,
        boolean byShare,
        boolean unprivileged) {
    /** What became of it. */
    public enum Status {
        OK,
        /** The fault was made, and another cause or none was named. */
        MISS,
        /** Nothing was wrong, and somebody was accused. */
        FALSE_ACCUSATION,
        /** The fault could not be made here. */
        NOT_MADE,
        SKIPPED;

        /** As the table has it. */
        public String text() {
            return this == OK ? "ok" : name().replace('_', ' ');
        }
    }

    public Trial {
        expected = List.copyOf(expected);
        named = List.copyOf(named);
    }

    public boolean isHealthy() {
        return expected.isEmpty();
    }

    /** Whether something was there to be named, and not to be named. */
    public boolean isJudged() {
        return status == Status.OK || status == Status.MISS || status == Status.FALSE_ACCUSATION;
    }

    static Trial skipped(Recipe recipe, String reason) {
        return of(recipe, List.of(), Status.SKIPPED, reason, Duration.ZERO, null);
    }

    static Trial of(
            Recipe recipe, List<NamedCause> named, Status status, String reason, Duration took, Path directory) {
        return new Trial(
                recipe.name(),
                recipe.expectedIds(),
                named,
                status,
                reason,
                took,
                directory,
                recipe.byShare(),
                recipe.isUnprivileged());
    }
}
