/**
 * Reads what the host says of itself. Level 1: imports the JDK alone. Data in: texts under /proc, whose root every
 * reader takes by its constructor or factory, so that tests read recorded ones. Data out: values looked up by name.
 *
 * <p>Decisions:
 * <ul>
 *   <li>What is absent or cannot be read is unknown ({@code Optional.empty()}), never 0, so that no conclusion is drawn
 *       from a file that another kernel does not have. A list of rows is empty then; {@link SocketTable#isReadable}
 *       tells the two apart.
 *   <li>Only lines with their line end count, and a line that does not keep to its form is unknown as a whole: no number
 *       is taken that may have lost digits or stand below another name.
 *   <li>Counters have nstat's names; a sum over processors or interfaces is of all rows or unknown.
 *   <li>Nothing here needs privilege but to look at another user's descriptors and namespaces.
 *   <li>{@code ss} is the one child process, as a listener's limit and drops are in no file.
 * </ul>
 */
package org.conntorture.kernel;
