/**
 * The result directory, file by file: written as the run goes, read again by reports and comparisons through a {@link
 * org.conntorture.store.StoredRun}. Level 3: imports {@code outcome}, {@code plan}, {@code record}, {@code result}, {@code
 * evidence}, Jackson and HdrHistogram.
 */
package org.conntorture.store;
