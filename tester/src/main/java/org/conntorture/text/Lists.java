package org.conntorture.text;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Several names or numbers in one sentence. */
public final class Lists {
    private static final int DOZEN = 12;

    private Lists() {}

    /** {@code java, go and node}. */
    public static String of(List<String> words) {
        int last = words.size() - 1;
        return last < 1
                ? String.join("", words)
                : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
    }

    /** The first dozen. */
    public static String shortened(Collection<?> items) {
        return of(items, DOZEN);
    }

    /** {@code 40001, 40007 and 12 more}. */
    public static String of(Collection<?> items, int most) {
        String listed = items.stream().limit(most).map(Object::toString).collect(Collectors.joining(", "));
        return items.size() > most ? listed + " and " + Counts.of(items.size() - most) + " more" : listed;
    }
}
