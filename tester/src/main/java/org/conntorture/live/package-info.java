/**
 * What is seen of a run while it runs: progress on the terminal, and metrics for Prometheus. Level 5: imports
 * {@code outcome}, {@code plan}, {@code result}, {@code verdict}; HdrHistogram, Micrometer with the
 * data model and text format of the Prometheus client below it, and OpenTelemetry's exporter. Data in: the events of {@link org.conntorture.result.RunListener}; data
 * out: text to a stream, or metrics over HTTP.
 *
 * <p>Decisions:
 * <ul>
 *   <li>Time is taken from the blocks of the events, never from a clock: a replayed run looks the same.
 *   <li>Each event costs a bounded amount of text, however many failures it carries, so no failing target can flood a
 *       terminal or a log.
 *   <li>Metrics are whole pictures: each event makes a new one that never changes, so a scrape waits for nobody, delays
 *       nobody and sees no half step. What is shown and what is pushed is the same picture.
 *   <li>Histograms have fixed buckets and are filled from those of each second, so every latency is counted, and none is
 *       sampled. Micrometer takes single values only: by it the tester's own process is told, in the same registry.
 *   <li>The labels of metrics are targets of the plan and members of fixed sets: no failing target can make many series.
 *   <li>Only OTLP calls out: to the URL that was given, without redirects. Its sender is the JDK's HTTP client, as the usual
 *       one brings 3 MB. Nothing that happens to a push is more than one note.
 *   <li>A terminal that goes away must not end the run: nothing here throws because nobody reads.
 * </ul>
 */
package org.conntorture.live;
