package org.conntorture.diagnosis;

import java.util.ArrayList;
import java.util.List;
import org.conntorture.text.Texts;

/**
 * A named explanation of what failed or was slow at one target.
 *
 * @param explains failures, or slow attempts where nothing failed; 0 for a finding that made none
 * @param facts what speaks for it, half a sentence each, in plain ASCII
 * @param ruledOut look-alikes that a fact excludes
 * @param direct whether each of these failures shows the cause itself, so that nothing else acquits host and path
 */
public record Cause(
        CauseId id,
        Confidence confidence,
        long explains,
        List<String> facts,
        List<Exclusion> ruledOut,
        boolean direct) {
    public Cause(CauseId id, Confidence confidence, long explains, List<String> facts, List<Exclusion> ruledOut) {
        this(id, confidence, explains, facts, ruledOut, false);
    }

    public Cause {
        facts = facts.stream().map(Texts::plain).toList();
        ruledOut = List.copyOf(ruledOut);
    }

    Cause with(List<String> moreFacts) {
        List<String> all = new ArrayList<>(facts);
        all.addAll(moreFacts);
        return new Cause(id, confidence, explains, all, ruledOut, direct);
    }
}
