/**
 * What will be done: the validated, fully defaulted, immutable plan of a run, printed with every result. Level 1:
 * imports {@code outcome} and the JDK. Records check themselves and throw IllegalArgumentException with one plain
 * sentence; whoever read the value (scenario file, command line) adds where it stood.
 */
package org.conntorture.plan;
