/**
 * A run as metrics: served to a Prometheus, pushed by OTLP. Level 5: imports {@code outcome}, {@code plan}, {@code kernel},
 * {@code result}, {@code verdict}, HdrHistogram, Micrometer with the Prometheus client below it, and OpenTelemetry's
 * exporter. Data in: the events of {@link org.conntorture.result.RunListener}; data out: text over HTTP.
 *
 * <p>Decisions:
 * <ul>
 *   <li>Metrics are whole pictures: each event makes a new one that never changes, so a scrape waits for nobody, delays
 *       nobody and sees no half step. What is shown and what is pushed is the same picture.
 *   <li>Histograms have fixed buckets and are filled from those of each second, so every latency is counted, and none is
 *       sampled. Micrometer takes single values only: by it the tester's own process is told, in the same registry.
 *   <li>The labels of metrics are targets of the plan and members of fixed sets: no failing target can make many series.
 *   <li>Counters of failures are there as 0 before the first one, some 70 a target: a Prometheus sees no increase in a series
 *       that is born with its value, and what fails in one second only would never show.
 *   <li>Only OTLP calls out: to the URL that was given, without redirects. Its sender is the JDK's HTTP client, as the usual
 *       one brings 3 MB. Nothing that happens to a push is more than one note.
 * </ul>
 */
package org.conntorture.metrics;
