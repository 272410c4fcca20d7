/**
 * From what failed and what the host said to named causes. Level 3: imports {@code outcome}, {@code plan}, {@code
 * kernel}, {@code evidence}, {@code record} and {@code result}. Pure functions without input or output.
 *
 * <p>Decisions:
 * <ul>
 *   <li>A cause is believed by count identity (a counter moved by about the number of failures) or because the socket or
 *       process itself was seen, never because something moved.
 *   <li>What could not be read is unknown: it neither speaks for a cause nor rules one out.
 *   <li>Nothing is inferred from a kernel's version, only from what it does and from its own settings.
 * </ul>
 */
package org.conntorture.diagnosis;
