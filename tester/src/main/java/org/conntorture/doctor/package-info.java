/**
 * What this host would do to a test, and what already hurts, before a single connection is made. Level 5: imports
 * {@code kernel}, {@code plan}, {@code attempt} (which transports work here) and {@code diagnosis} (names of causes).
 *
 * <p>Data in: {@link org.conntorture.doctor.Host}, everything that is read, by {@link org.conntorture.doctor.HostReader}.
 * Data out: {@link org.conntorture.doctor.Advice}, a line each. The checks in between are pure functions in the table of
 * {@link org.conntorture.doctor.Doctor}.
 *
 * <p>Decisions:
 * <ul>
 *   <li>No connection is made and no setting changed, so it may run on a host in production.
 *   <li>Sockets are read twice, a second apart: a CLOSE_WAIT that a server is about to read, or drops of last year, are
 *       no problem of now.
 *   <li>A problem is what hurts at this moment; what would hurt a test is a warning.
 * </ul>
 */
package org.conntorture.doctor;
