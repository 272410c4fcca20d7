package org.conntorture.result;

/**
 * What seems to be why a target fails, from what is known in mid-run; for people who watch it. The result is judged anew
 * from everything that is known at the end, and may say otherwise.
 *
 * @param cause its name, such as {@code accept-queue-overflow}
 * @param confidence certain, likely or possible
 * @param explains of {@code failures}
 * @param failures of the target when it was looked at, the tester's own included
 * @param sentence what happened, without a capital and a full stop
 */
public record CauseSoFar(String cause, String confidence, long explains, long failures, String sentence) {}
