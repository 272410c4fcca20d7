package org.conntorture.result;

import org.conntorture.plan.Target;

/**
 * One target's turn.
 *
 * @param round from 1 to {@code rounds}
 * @param index of the turn within the run, from 1 to {@code turns}
 */
public record Turn(Target target, int round, int rounds, int index, int turns) {}
