package org.conntorture.screen;

import java.util.List;

/**
 * Makes what is written to a terminal so that the screen stands below all that was told: news scroll away above it and
 * stay. Keeps the cursor at the beginning of the screen's last line, and shown, so that whatever ends the tester leaves a
 * usable terminal. Pure but for what it wrote last.
 */
final class ScreenFrame {
    private final ScreenCodes codes;
    private List<Integer> widths = List.of();

    ScreenFrame(ScreenCodes codes) {
        this.codes = codes;
    }

    /**
     * @param news lines to stay above
     * @param lines of the screen
     * @param columns of the terminal now; one that has become narrower has wrapped what was written
     */
    String of(List<String> news, List<String> lines, int columns) {
        // Whole lines are erased: what is erased in part, some terminals wrap at its full length when they become
        // narrower.
        StringBuilder text = new StringBuilder(toTop(columns)).append(codes.eraseBelow());
        for (String line : news) {
            text.append(line.replace("\n", "\r\n")).append("\r\n");
        }
        for (int i = 0; i < lines.size(); i++) {
            text.append(lines.get(i)).append(i == lines.size() - 1 ? "\r" : "\r\n");
        }
        widths = lines.stream().map(ScreenFrame::width).toList();
        return text.toString();
    }

    /** Something else has moved the cursor: the next screen begins where it is. */
    void forget() {
        widths = List.of();
    }

    private String toTop(int columns) {
        int rows = 0;
        for (int i = 0; i < widths.size() - 1; i++) {
            rows += Math.max(1, (widths.get(i) + columns - 1) / columns);
        }
        return (widths.isEmpty() ? "" : "\r") + codes.up(rows);
    }

    private static int width(String line) {
        return line.replaceAll("\u001b\\[[0-9;]*m", "").length();
    }
}
