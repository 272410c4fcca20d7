/**
 * What is seen of a run while it runs: progress on the terminal, and metrics for Prometheus. Level 5: imports
 * {@code outcome}, {@code plan}, {@code result}; Micrometer in {@link org.conntorture.live.MetricsServer} alone.
 * Data in: the events of {@link org.conntorture.result.RunListener}; data out: text to a stream or over HTTP.
 *
 * <p>Decisions:
 * <ul>
 *   <li>Time is taken from the blocks of the events, never from a clock: a replayed run looks the same.
 *   <li>Each event costs a bounded amount of text, however many failures it carries, so no failing target can flood a
 *       terminal or a log.
 *   <li>A terminal that goes away must not end the run: nothing here throws because nobody reads.
 * </ul>
 */
package org.conntorture.live;
