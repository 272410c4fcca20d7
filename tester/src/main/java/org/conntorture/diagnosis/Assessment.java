package org.conntorture.diagnosis;

import java.util.List;

/**
 * What a rule says of its cause for one symptom.
 *
 * @param explains failures it accounts for; 0 where it does not fit
 * @param confidence null where it does not fit
 * @param exclusion the fact that rules the cause out, or null where it fits or too little is known
 * @param direct whether each of these failures shows the cause itself: by the server's own socket, its answer or its log
 */
public record Assessment(long explains, Confidence confidence, List<String> facts, String exclusion, boolean direct) {
    /** Neither for nor against. */
    public static final Assessment OPEN = new Assessment(0, null, List.of(), null, false);

    public static Assessment fits(long explains, Confidence confidence, List<String> facts) {
        return new Assessment(explains, confidence, List.copyOf(facts), null, false);
    }

    public static Assessment fits(long explains, Confidence confidence, String... facts) {
        return fits(explains, confidence, List.of(facts));
    }

    public static Assessment ruledOut(String fact) {
        return new Assessment(0, null, List.of(), fact, false);
    }

    /** The same, seen at each failure, where it is certain. */
    public Assessment seenAtEach() {
        return new Assessment(explains, confidence, facts, exclusion, confidence == Confidence.CERTAIN);
    }

    public boolean isFit() {
        return explains > 0;
    }
}
