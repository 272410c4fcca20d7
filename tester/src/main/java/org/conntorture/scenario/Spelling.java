package org.conntorture.scenario;

import java.util.Collection;
import java.util.Comparator;

/** Says what a mistyped word may have meant. */
public final class Spelling {
    private Spelling() {}

    /** {@code ; did you mean 'workers'?}, or all the known words where none is near. */
    static String hint(String word, Collection<String> known) {
        return known.stream()
                .filter(candidate -> distance(word, candidate) <= Math.max(1, candidate.length() / 3))
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
                .map(nearest -> "; did you mean '" + nearest + "'?")
                .orElse("; known are: " + String.join(", ", known));
    }

    /** The known word with the fewest differing characters, however many; {@code known} must not be empty. */
    public static String nearest(String word, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
                .orElseThrow();
    }

    /** Levenshtein: single characters inserted, deleted or replaced to get from one word to the other. */
    static int distance(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] current = new int[to.length() + 1];
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
