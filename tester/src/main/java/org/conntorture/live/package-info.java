/**
 * What is seen of a run while it runs: a screen on the terminal or lines, and metrics for Prometheus. Level 5: imports
 * {@code outcome}, {@code plan}, {@code kernel}, {@code result}, {@code verdict}; JLine in {@link org.conntorture.live.Tty}
 * and for a size; HdrHistogram, Micrometer with the Prometheus client below it, and OpenTelemetry's exporter for metrics.
 * Data in: the events of {@link org.conntorture.result.RunListener}; data out: text to a stream or over HTTP.
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
 *   <li>Counters of failures are there as 0 before the first one, some 70 a target: a Prometheus sees no increase in a series
 *       that is born with its value, and what fails in one second only would never show.
 *   <li>Only OTLP calls out: to the URL that was given, without redirects. Its sender is the JDK's HTTP client, as the usual
 *       one brings 3 MB. Nothing that happens to a push is more than one note.
 *   <li>The screen stands below what was told and moves down with it: no alternate screen, so all of that stays. It is drawn
 *       whole, at most once an event, from the newest state, by a thread that nobody waits for; {@code Screen} is pure.
 *   <li>JLine finds size and capabilities by stty and infocmp, so no shared library is needed, and starts beside the run.
 *       Of the terminal only echo and waiting for Enter are turned off, for q; a child process turns them on again where
 *       the tester cannot. The cursor stays shown. Keys are read in the foreground only.
 *   <li>A screen needs a keyboard, and a terminal that can move its cursor; else there is one live line or plain lines.
 *   <li>A terminal that goes away must not end the run: nothing here throws because nobody reads.
 *   <li>An error in drawing costs the screen, not the news: lines go on from there, with those that are still pending.
 * </ul>
 */
package org.conntorture.live;
