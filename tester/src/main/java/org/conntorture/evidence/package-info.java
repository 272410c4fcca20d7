/**
 * What the host says of a target while it is under load. Level 2: imports {@code outcome}, {@code record} and {@code
 * kernel}. Data in: the target's address and processes, overdue attempts, interval snapshots; data out: a line for each
 * second as it goes, and at the end a {@link org.conntorture.evidence.TargetEvidence} for each target.
 *
 * <p>Decisions:
 * <ul>
 *   <li>A thread of its own reads the host, so that neither the load nor the run waits for it. It looks at listeners and
 *       their processes five times a second, at counters once.
 *   <li>The whole socket table is read only between turns and while an attempt is overdue, and then at most for a
 *       thirtieth of the time.
 *   <li>Overdue attempts are looked up while they still wait: afterwards the client has closed its socket, and half of what
 *       there was to see is gone.
 *   <li>What cannot be read is unknown, and said to be.
 * </ul>
 */
package org.conntorture.evidence;
