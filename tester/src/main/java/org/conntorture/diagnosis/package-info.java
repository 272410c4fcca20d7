/**
 * From what failed and what the host said to named causes. Level 3: imports {@code outcome}, {@code plan}, {@code
 * kernel}, {@code evidence}, {@code record} and {@code result}. Pure functions without input or output.
 *
 * <p>Decisions:
 * <ul>
 *   <li>A cause is believed by count identity (a counter moved by about the number of failures) or because the socket or
 *       process itself was seen, never because something moved.
 *   <li>Counters are a namespace's and trace events a host's: far more of them than the failures can have made belong to
 *       somebody else, and make a cause possible at most. Each counter speaks for the side it was read on.
 *   <li>What is merely possible explains only what nothing better does.
 *   <li>What could not be read is unknown: it neither speaks for a cause nor rules one out.
 *   <li>Nothing is inferred from a kernel's version, only from what it does and from its own settings.
 * </ul>
 */
package org.conntorture.diagnosis;
