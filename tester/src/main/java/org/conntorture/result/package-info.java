/**
 * What was measured, in memory and on disk: written as it goes, read again by reports. Holds no verdicts. Level 2:
 * imports {@code outcome}, {@code plan}, {@code record}, Jackson and HdrHistogram.
 */
package org.conntorture.result;
