/**
 * Reads what the host says of itself. Level 1: imports the JDK alone. Data in: texts under /proc, whose root every
 * reader takes by its constructor or factory, so that tests read recorded ones. Data out: values looked up by name.
 *
 * <p>Decisions: what is absent or cannot be read is unknown ({@code Optional.empty()}), never 0, so that no conclusion
 * is drawn from a file that another kernel does not have.
 */
package org.conntorture.kernel;
