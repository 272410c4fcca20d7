/**
 * What will be done: the validated, fully defaulted, immutable plan of a run, printed with every result. Level 1:
 * imports {@code outcome} and the JDK. Records check themselves and throw IllegalArgumentException with one plain
 * sentence; whoever read the value (scenario file, command line) adds where it stood.
 *
 * <p>What a user can set of a load is a {@link org.conntorture.plan.Setting}, with its one name and what holds where it is
 * not set. {@link org.conntorture.plan.LoadSettings} has those that are set, whoever set them, and
 * {@link org.conntorture.plan.LoadPlanner} makes the load of them.
 */
package org.conntorture.plan;
