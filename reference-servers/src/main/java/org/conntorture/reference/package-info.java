/**
 * Echo servers for comparison: {@code echo}, the control that must be beyond reproach, and {@code busted} ones, each
 * with one fault that must make a verdict FAIL. Imports the JDK alone, so that a fault of the tester's network library
 * cannot hide on both sides of a connection. In: the arguments of {@code conntorture serve}. Out: one line that says
 * where it listens, then nothing but its work on the wire.
 *
 * <p>Decisions: one selector loop serves every kind; a fault is a constant that {@link Connection} or
 * {@link RunningServer} looks at, not a class of its own, except {@link Handover}, which needs threads. Which
 * connections a fault hits is counted, never drawn by lot, so that tests can expect exact numbers.
 */
package org.conntorture.reference;
