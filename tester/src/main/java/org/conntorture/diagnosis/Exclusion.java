package org.conntorture.diagnosis;

/** A cause that a fact excludes; {@code fact} is half a sentence. */
public record Exclusion(CauseId id, String fact) {}
