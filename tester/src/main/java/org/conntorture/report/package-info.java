/**
 * What a run is said to have come to, laid out for people and programs. Level 5: imports {@code outcome}, {@code plan},
 * {@code result}, {@code store}, {@code diagnosis} and {@code verdict}. Data in: a {@link org.conntorture.result.RunMeasurement} and its
 * {@link org.conntorture.verdict.Judgement}; data out: text. Pure functions; whoever calls them writes files and
 * prints.
 *
 * <p>Decisions:
 * <ul>
 *   <li>No computation: every number and every judgement comes from {@code result} and {@code verdict}, so that no two
 *       reports of one run can differ.
 *   <li>Text for people is plain ASCII of at most 100 columns, as it is pasted into tickets; Markdown alone is not
 *       wrapped.
 *   <li>Build servers get every doubt as an error: what was not measured must not pass.
 *   <li>{@code result.json} is a contract with its schema beside this package's classes; absent values are null.
 * </ul>
 */
package org.conntorture.report;
