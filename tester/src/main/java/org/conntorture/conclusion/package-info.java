/**
 * How everything ends that has a verdict: a run, a merge, a report made again, a run of the API. Level 7: imports lower
 * levels. Data in: a {@link org.conntorture.run.JudgedRun} and where its files go; data out: table, result.json, report.html, the
 * reports that were asked for, and the exit code.
 *
 * <p>Decided: a report is a row of {@link org.conntorture.conclusion.Report#ALL} and a class that makes its text; usage,
 * parsing and writing follow from the row. A page or a report that cannot be written costs nobody the verdict: that is told,
 * and makes a PASS an error of the tester.
 */
package org.conntorture.conclusion;
