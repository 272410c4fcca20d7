/**
 * Starts, waits for, disturbs and stops targets. Level 2: imports {@code outcome}, {@code plan}, {@code kernel} and the
 * JDK. Data in: a {@link org.conntorture.plan.Target}; out: a {@link org.conntorture.target.RunningTarget} with its
 * address, or why there is none. All cold code.
 *
 * <p>Decisions:
 * <ul>
 *   <li>Whatever is started is ended, daemons too: every process runs in a session of its own and carries the run's
 *       mark in its environment, and is found by mark, session, descent or, as nginx escapes all three, by listening
 *       on the target's port. Never by name. A pid is signalled only after its start time was checked again, and
 *       nothing older than the tester ever.
 *   <li>A service of a compose file is a project of its own, so that two targets may be the same service; its process is a
 *       follower that prints the container's output and ends with its exit status. Containers are docker's children, not
 *       ours, and are never signalled.
 *   <li>A keeper process does the same if the tester is killed. It does not run stop commands: ending processes is
 *       enough, and a command can hang. What docker holds of a project it removes by the project's label, which needs no
 *       compose file.
 *   <li>Ports come from below the ephemeral range: a client's source port there would make its target's port busy.
 *   <li>Output goes to files, never through pipes: a daemon would keep a pipe open.
 *   <li>Where there is no /proc and no setsid (macOS), descent alone tells what belongs to a target, and the keeper
 *       only removes the run's directory.
 * </ul>
 */
package org.conntorture.target;
