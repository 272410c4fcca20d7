package org.conntorture.page;

import java.util.List;
import java.util.Map;
import org.conntorture.report.PlanText;
import org.conntorture.store.StoredRun;

/** How to run it again, what was to be done, and on which host. */
final class PlanSection implements PageFrame.Section {
    /** A plan of a thousand targets is in plan.json. */
    private static final int MOST_BYTES_OF_PLAN = 25_000;

    private static final int MOST_BYTES_OF_HOST = 12_000;
    private static final int MOST_CHARACTERS_OF_COMMAND = 8_000;

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
            command(html, contents.command().get());
        } else {
            html.element("p", "The directory does not tell by which command it was made; its plan is below.");
        }
        html.open("p").text("This page again, from its directory alone: ");
        html.element(
                        "code",
                        "./conntorture report " + quoted(contents.directory().toString()))
                .close();
        html.element("h3", "The plan");
        plan(html);
        html.element("h3", "The tester's host");
        environment(html);
    }

    private void command(Html html, String command) {
        AdviceSection.code(
                html,
                VerdictSection.shortened(command, MOST_CHARACTERS_OF_COMMAND),
                "The command that " + (contents.tracks().byTurn() ? "merges" : "runs") + " it again");
        if (contents.tracks().byTurn()) {
            html.open("p").text("That merges the same shards again. The commands of their runs are in ");
            html.element("code", StoredRun.COMMAND).text(" of the shards' own directories.");
            html.close();
        }
    }

    private void plan(Html html) {
        List<String> lines = PlanText.of(contents.run().measurement().plan())
                .stripTrailing()
                .lines()
                .toList();
        html.open("pre", "tabindex", "0", "role", "region", "aria-label", "The plan")
                .open("code");
        int left = html.upTo(MOST_BYTES_OF_PLAN, lines, line -> html.text(line + "\n"));
        html.close().close();
        if (left > 0) {
            html.element("p", left + " more lines of it are left out: plan.json has all of it.");
        }
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
        int left = html.upTo(
                MOST_BYTES_OF_HOST,
                List.copyOf(values.entrySet()),
                setting -> html.open("tr")
                        .element("th", setting.getKey().replaceFirst("^sysctl\\.", ""), "scope", "row")
                        .element(
                                "td",
                                VerdictSection.shortened(setting.getValue().replace('\t', ' ')))
                        .close());
        html.close().close().close();
        if (left > 0) {
            html.element("p", left + " more are in environment.json.");
        }
    }
}
