package org.conntorture.text;

/**
 * Text under construction that fits into a ticket: at most {@value #COLUMNS} columns of plain ASCII, whatever a target
 * printed or a scenario was called. Used by the reports of this package on the thread that calls them.
 */
public final class WrappedText {
    public static final int COLUMNS = 100;
    /** A head that leaves less than this for its text stands on a line of its own. */
    private static final int FEWEST_TEXT_COLUMNS = 24;

    private static final int INDENT_BELOW_LONG_HEAD = 4;

    private final StringBuilder text = new StringBuilder();

    /** A line that is known to fit. */
    public void line(String line) {
        text.append(ascii(line).stripTrailing()).append('\n');
    }

    public void blank() {
        text.append('\n');
    }

    /** {@code head} begins the first line; the text is wrapped, each of its own lines anew, to the right of the head. */
    public void paragraph(String head, String content) {
        String lead = head;
        if (COLUMNS - head.length() < FEWEST_TEXT_COLUMNS) {
            wrap("", head);
            lead = " ".repeat(INDENT_BELOW_LONG_HEAD);
        }
        for (String line : (Iterable<String>) content.lines().filter(line -> !line.isBlank())::iterator) {
            wrap(lead, line);
            lead = " ".repeat(lead.length());
        }
    }

    private void wrap(String head, String content) {
        String indent = " ".repeat(head.length());
        StringBuilder line = new StringBuilder(head);
        boolean lineHasWord = false;
        for (String word : content.strip().split("\\s+")) {
            if (lineHasWord && line.length() + 1 + word.length() > COLUMNS) {
                line(line.toString());
                line = new StringBuilder(indent);
                lineHasWord = false;
            }
            line.append(lineHasWord ? " " : "").append(word);
            lineHasWord = true;
            while (line.length() > COLUMNS) {
                line(line.substring(0, COLUMNS));
                line = new StringBuilder(indent).append(line.substring(COLUMNS));
            }
        }
        line(line.toString());
    }

    /** Control characters too: what a target printed must not move somebody's cursor. */
    private static String ascii(String line) {
        return line.replaceAll("[^ -~]", "?");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
