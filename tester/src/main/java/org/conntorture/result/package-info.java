/**
 * What was measured, in memory. Holds no verdicts and knows no file. Level 2: imports {@code outcome}, {@code plan},
 * {@code record} and HdrHistogram.
 */
package org.conntorture.result;
