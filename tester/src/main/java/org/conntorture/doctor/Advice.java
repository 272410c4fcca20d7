package org.conntorture.doctor;

import org.conntorture.diagnosis.CauseId;
import org.conntorture.text.Counts;

/**
 * One thing that was looked at.
 *
 * @param subject a word or two, such as {@code source ports}
 * @param text what is so and, unless all is well, what to change
 */
public record Advice(Level level, String subject, String text) {
    private static final int LEVEL_WIDTH = 9;
    private static final int SUBJECT_WIDTH = 15;

    static Advice ok(String subject, String text) {
        return new Advice(Level.OK, subject, text);
    }

    static Advice warning(String subject, String text) {
        return new Advice(Level.WARNING, subject, text);
    }

    static Advice problem(String subject, String text) {
        return new Advice(Level.PROBLEM, subject, text);
    }

    /** How a sentence ends that a page says more about. */
    static String seePage(CauseId cause) {
        return " (conntorture explain " + cause.id() + ")";
    }

    /** {@code 1 time}, {@code 5,000 times}. */
    static String count(long count, String noun) {
        return Counts.of(count) + " " + noun + (count == 1 ? "" : "s");
    }

    /** For people: level, subject and text in columns; control characters of a process's name do no harm. */
    public String line() {
        String head = String.format("%-" + LEVEL_WIDTH + "s%-" + SUBJECT_WIDTH + "s", level.id(), subject);
        return (head + " " + text).replaceAll("\\p{Cntrl}", "?");
    }
}
