package org.conntorture.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A row of a table of cases.
 *
 * @param named every cause that must be named, such as {@code blackhole likely 20}, with {@code ; } between; nothing
 *     else may be
 * @param said what facts and exclusions must contain; an exclusion reads {@code not ID (fact)}
 * @param unsaid what none of them may contain
 */
public record Row(String reason, CaseBuilder builder, String named, List<String> said, List<String> unsaid) {
    public static Row of(String reason, CaseBuilder builder, String named, String... said) {
        return new Row(reason, builder, named, Arrays.asList(said), List.of());
    }

    /** The same, where nothing that was seen lets the diagnosis say this. */
    public Row withoutSaying(String... parts) {
        return new Row(reason, builder, named, said, Arrays.asList(parts));
    }

    public void check() {
        List<Cause> causes = builder.diagnose();
        String text = causes.stream().map(Row::text).collect(Collectors.joining("\n"));
        assertThat(causes.stream().map(Row::heading).collect(Collectors.joining("; ")))
                .as("%s\n%s", reason, text)
                .isEqualTo(named);
        said.forEach(part -> assertThat(text).as(reason).contains(part));
        unsaid.forEach(part -> assertThat(text).as(reason).doesNotContain(part));
    }

    private static String heading(Cause cause) {
        return cause.id().id() + " " + cause.confidence().id() + " " + cause.explains();
    }

    private static String text(Cause cause) {
        return heading(cause) + ": " + String.join("; ", cause.facts()) + " "
                + cause.ruledOut().stream()
                        .map(exclusion -> "not " + exclusion.id().id() + " (" + exclusion.fact() + ")")
                        .collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return reason;
    }
}
