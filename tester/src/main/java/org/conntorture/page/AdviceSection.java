package org.conntorture.page;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.conntorture.diagnosis.Cause;
import org.conntorture.diagnosis.CauseId;
import org.conntorture.diagnosis.CausePage;
import org.conntorture.diagnosis.CausePage.Section;
import org.conntorture.result.TargetMeasurement;

/** What to do about each cause that is named, and how to confirm it by hand: from the pages of {@code conntorture explain}. */
final class AdviceSection implements PageFrame.Section {
    private static final int MOST = 12;

    private final ReportContents contents;

    AdviceSection(ReportContents contents) {
        this.contents = contents;
    }

    private static String anchor(CauseId cause) {
        return "do-" + cause.id();
    }

    /** To what is said of the cause here; where nothing is, the command that says it. */
    static void link(Html html, ReportContents contents, CauseId cause, String text) {
        if (causes(contents).stream().limit(MOST).anyMatch(cause::equals)) {
            html.element("a", text, "href", "#" + anchor(cause));
        } else {
            html.text(text + ": ").element("code", "./conntorture explain " + cause.id());
        }
    }

    /** Each once, those of what fails first. */
    private static Set<CauseId> causes(ReportContents contents) {
        Set<CauseId> causes = new LinkedHashSet<>();
        for (TargetMeasurement target : contents.ranked()) {
            contents.run().diagnosis().of(target.target().name()).stream()
                    .map(Cause::id)
                    .forEach(causes::add);
        }
        return causes;
    }

    /** Of how to fix it. */
    static String firstSentence(CauseId cause) {
        String cure = CausePage.of(cause).sections().get(Section.CURE).stream()
                .map(String::strip)
                .collect(Collectors.joining(" "));
        int end = cure.indexOf(". ");
        return end < 0 ? cure : cure.substring(0, end + 1);
    }

    @Override
    public String id() {
        return "advice";
    }

    @Override
    public String title() {
        return "What to do";
    }

    @Override
    public void write(Html html) {
        Set<CauseId> causes = causes(contents);
        if (causes.isEmpty()) {
            html.element("p", "No cause is named, so there is nothing to mend; the verdict says what would tell more.");
        }
        causes.stream().limit(MOST).forEach(cause -> advice(html, cause));
        if (causes.size() > MOST) {
            html.element("p", "And " + (causes.size() - MOST) + " more causes; conntorture explain tells what to do.");
        }
    }

    private static void advice(Html html, CauseId cause) {
        CausePage page = CausePage.of(cause);
        html.element("h3", cause.id() + ": " + cause.sentence(), "id", anchor(cause));
        lines(html, page.sections().get(Section.CURE), "How to fix " + cause.id());
        html.open("details").element("summary", "How to confirm " + cause.id() + " by hand");
        lines(html, page.sections().get(Section.CONFIRMATION), "How to confirm " + cause.id());
        html.close();
        html.open("p")
                .text("All of it: ")
                .element("code", "./conntorture explain " + cause.id())
                .close();
    }

    /** Lines that are indented further are commands. */
    private static void lines(Html html, List<String> lines, String label) {
        StringBuilder block = new StringBuilder();
        boolean commands = false;
        int number = 0;
        for (String line : lines) {
            boolean command = line.startsWith("    ");
            if (command != commands && !block.isEmpty()) {
                block(html, block.toString(), commands, label + ", part " + ++number);
                block.setLength(0);
            }
            commands = command;
            block.append(command ? line.substring(4) + "\n" : line.strip() + " ");
        }
        block(html, block.toString(), commands, label + ", part " + ++number);
    }

    private static void block(Html html, String text, boolean commands, String label) {
        if (text.isBlank()) {
            return;
        }
        if (commands) {
            code(html, text.stripTrailing(), label);
        } else {
            html.element("p", text.strip());
        }
    }

    static void code(Html html, String text, String label) {
        html.open("pre", "tabindex", "0", "role", "region", "aria-label", label)
                .element("code", text)
                .close();
    }
}
