package org.conntorture.diagnosis;

import org.conntorture.text.Texts;

/** A cause that a fact excludes; {@code fact} is half a sentence in plain ASCII. */
public record Exclusion(CauseId id, String fact) {
    public Exclusion {
        fact = Texts.plain(fact);
    }
}
