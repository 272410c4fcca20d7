/**
 * Provokes causes on the running kernel, each in a network namespace of its own, runs the ordinary tester against it and
 * checks that the cause it names first is the one provoked. Level 6: imports lower levels, and Netty for socket options
 * that the JDK cannot set. In: recipes. Out: a {@link org.conntorture.selftest.Trial} for each.
 *
 * <p>Decisions:
 * <ul>
 *   <li>A recipe is a few shell lines that read like a manual; {@code sandbox.sh} holds the words they use.
 *   <li>Before a diagnosis is judged the fault itself is proven, by failure kinds and kernel counters: a cause that was
 *       not provoked cannot be missed.
 *   <li>Everything in a sandbox dies with its init, which lives as long as its input: so also when this program is killed.
 *   <li>Settings of the whole host are changed on request only, written down first, and restored by the next run if this
 *       one cannot do it any more.
 * </ul>
 */
package org.conntorture.selftest;
