package org.conntorture.page;

import java.util.Map;
import org.conntorture.report.PlanText;

/** How to run it again, what was to be done, and on which host. */
final class PlanSection implements PageFrame.Section {
    /** A plan of a thousand targets is in plan.json. */
    private static final int MOST_CHARACTERS = 60_000;

    private final ReportContents contents;

    PlanSection(ReportContents contents) {
        this.contents = contents;
    }

    @Override
    public String id() {
        return "again";
    }

    @Override
    public String title() {
        return "Run it again";
    }

    @Override
    public void write(Html html) {
        if (contents.command().isPresent()) {
            AdviceSection.code(html, contents.command().get(), "The command that runs it again");
        } else {
            html.element("p", "The directory does not tell by which command it was made; its plan is below.");
        }
        html.open("p").text("This page again, from its directory alone: ");
        html.element(
                        "code",
                        "./conntorture report " + quoted(contents.directory().toString()))
                .close();
        html.element("h3", "The plan");
        String plan = PlanText.of(contents.run().measurement().plan());
        AdviceSection.code(
                html,
                plan.length() <= MOST_CHARACTERS
                        ? plan
                        : plan.substring(0, MOST_CHARACTERS) + "... (all of it is in plan.json)",
                "The plan");
        html.element("h3", "The tester's host");
        environment(html);
    }

    /** For a POSIX shell. */
    static String quoted(String word) {
        return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private void environment(Html html) {
        Map<String, String> values = contents.tracks().environment().values();
        if (values.isEmpty()) {
            html.element("p", "There is no environment.json.");
            return;
        }
        PageFrame.scroll(html, "The tester's host").open("table");
        html.element("caption", "What environment.json says of the tester's host");
        html.open("thead").open("tr");
        html.element("th", "Setting", "scope", "col").element("th", "Value", "scope", "col");
        html.close().close().open("tbody");
        values.forEach((name, value) -> html.open("tr")
                .element("th", name.replaceFirst("^sysctl\\.", ""), "scope", "row")
                .element("td", VerdictSection.shortened(value.replace('\t', ' ')))
                .close());
        html.close().close().close();
    }
}
