/**
 * The words of an attempt: phases, failure kinds and who is to blame, the reused record of one attempt, and the sink
 * it is handed to. Level 0: imports the JDK alone; the hot path and every report speak in these words.
 */
package org.conntorture.outcome;
