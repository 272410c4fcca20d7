package org.conntorture.text;

/** Text of others, made fit to be shown. */
public final class Texts {
    private Texts() {}

    /** At most so many characters, the end replaced by three dots. */
    public static String cut(String text, int most) {
        int length = text.codePointCount(0, text.length());
        return length <= most ? text : text.substring(0, text.offsetByCodePoints(0, most - 3)) + "...";
    }

    /** On one line of plain ASCII: replies and names of processes may hold anything. */
    public static String plain(String text) {
        return text.replaceAll("\\s+", " ").replaceAll("[^ -~]", "?");
    }
}
