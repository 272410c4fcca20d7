/**
 * The words of an attempt: phases, failure kinds with all that is known of each, the reused record of one attempt, and the sink
 * it is handed to. Level 0: imports the JDK alone; the hot path and every report speak in these words.
 */
package org.conntorture.outcome;
