package org.conntorture.diagnosis;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page on one cause for whoever has to mend it, read from the resource {@code ID.txt} of this package. {@code
 * conntorture explain} prints it; on any thread.
 *
 * @param sections the lines of each, indented as printed
 */
public record CausePage(CauseId cause, Map<Section, List<String>> sections) {
    private static final Pattern LOOK_ALIKE = Pattern.compile("^  ([a-z][a-z-]*) .*");

    /** The same for every cause, in the order of the page. */
    public enum Section {
        KERNEL("What happens in the kernel"),
        RECOGNITION("How conntorture recognises it"),
        CONFIRMATION("How to confirm by hand (8085 stands for the server's port)"),
        CURE("How to fix it"),
        LOOK_ALIKES("Look-alikes");

        private final String title;

        Section(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    public CausePage {
        for (Section section : Section.values()) {
            if (sections.getOrDefault(section, List.of()).isEmpty()) {
                throw new IllegalArgumentException(
                        "the page on " + cause.id() + " needs the section '" + section.title() + "'");
            }
        }
    }

    public static CausePage of(CauseId cause) {
        try (InputStream resource = CausePage.class.getResourceAsStream(cause.id() + ".txt")) {
            if (resource == null) {
                throw new IllegalStateException("the jar has no page on " + cause.id());
            }
            return parse(cause, new String(resource.readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException broken) {
            throw new IllegalStateException("the page on " + cause.id() + " cannot be read", broken);
        }
    }

    /** A line that is not indented begins the next section and must be its title. */
    static CausePage parse(CauseId cause, String text) {
        Map<Section, List<String>> sections = new EnumMap<>(Section.class);
        List<String> current = null;
        for (String line : (Iterable<String>) text.lines().filter(line -> !line.isBlank())::iterator) {
            if (line.startsWith(" ")) {
                requireBegun(cause, current, line).add(line);
            } else {
                current = new ArrayList<>();
                sections.put(next(cause, sections.size(), line), current);
            }
        }
        return new CausePage(cause, sections);
    }

    private static List<String> requireBegun(CauseId cause, List<String> current, String line) {
        if (current == null) {
            throw new IllegalArgumentException("the page on " + cause.id() + " begins without a title: " + line);
        }
        return current;
    }

    private static Section next(CauseId cause, int begun, String title) {
        Section[] all = Section.values();
        if (begun >= all.length || !all[begun].title().equals(title)) {
            throw new IllegalArgumentException(
                    "the page on " + cause.id() + " has '" + title + "' where another title belongs");
        }
        return all[begun];
    }

    /** Ids of the causes that may be taken for this one. */
    public List<String> lookAlikes() {
        return sections.get(Section.LOOK_ALIKES).stream()
                .map(LOOK_ALIKE::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .toList();
    }

    /** The whole page, at most 100 columns of plain ASCII. */
    public String text() {
        StringBuilder page = new StringBuilder();
        page.append(cause.id()).append(" (blame: ").append(cause.blame()).append(")\n");
        page.append("  ").append(cause.sentence()).append('\n');
        sections.forEach((section, lines) -> {
            page.append('\n').append(section.title()).append('\n');
            lines.forEach(line -> page.append(line).append('\n'));
        });
        return page.toString();
    }
}
