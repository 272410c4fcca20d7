package org.conntorture.page;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.conntorture.chart.draw.Theme;
import org.conntorture.run.Version;

/**
 * What is around the sections of every page: a document that needs neither a script nor a style to be read, and nothing from
 * anywhere else.
 */
final class PageFrame {
    private PageFrame() {}

    /** A part of a page that can be gone to; its heading is the section's own. */
    interface Section {
        String id();

        String title();

        void write(Html html);
    }

    /** @param subtitle a line below the title */
    static String page(String title, String subtitle, List<Section> sections) {
        Html html = new Html();
        html.markup("<!DOCTYPE html>").open("html", "lang", "en");
        head(html, title);
        html.open("body");
        html.element(
                "a",
                "To the verdict",
                "class",
                "skip",
                "href",
                "#" + sections.get(0).id());
        html.open("header").element("h1", title).element("p", subtitle).close();
        html.open("nav", "aria-label", "Contents").open("ul");
        sections.forEach(section -> html.open("li")
                .element("a", section.title(), "href", "#" + section.id())
                .close());
        html.close().close();
        html.open("main");
        for (Section section : sections) {
            html.open("section", "id", section.id(), "aria-labelledby", section.id() + "-title");
            html.element("h2", section.title(), "id", section.id() + "-title");
            section.write(html);
            html.close();
        }
        html.close();
        html.open("footer")
                .element("p", "Made by conntorture " + Version.TEXT + ", from the files beside it.")
                .close();
        return html.close().close().toString();
    }

    private static void head(Html html, String title) {
        html.open("head");
        html.markup("<meta charset=\"utf-8\">");
        html.markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        html.markup("<meta name=\"color-scheme\" content=\"light dark\">");
        html.markup("<meta name=\"referrer\" content=\"no-referrer\">");
        html.element("title", title);
        html.markup("<style>\n" + style() + Theme.css() + "</style>").close();
    }

    private static String style() {
        try (InputStream resource = PageFrame.class.getResourceAsStream("page.css")) {
            return new String(resource.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException broken) {
            throw new IllegalStateException("the jar has no page.css", broken);
        }
    }

    /** What may be wider than the page moves within a part of its own, which the keyboard reaches. */
    static Html scroll(Html html, String label) {
        return html.open("div", "class", "scroll", "role", "region", "aria-label", label, "tabindex", "0");
    }
}
