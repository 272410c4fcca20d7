/**
 * The page of a run and of a comparison: HTML laid out around pictures. Level 6: imports {@code outcome}, {@code plan},
 * {@code chart}, {@code result}, {@code store}, {@code evidence}, {@code capture}, {@code diagnosis}, {@code verdict}, {@code run} and {@code
 * report}. Data in: a {@link org.conntorture.run.JudgedRun} and its result directory; out: text. It computes no verdict.
 *
 * <p>Decisions:
 * <ul>
 *   <li>One file without a script: a build server shows it under a policy that forbids scripts, and even styles; so the
 *       elements alone make sense, and pictures carry their colours as attributes.
 *   <li>A page is below a megabyte whatever was measured. Pictures have a room, the most interesting targets first; what
 *       has none is named.
 *   <li>Pictures are read from the files, not from the run in memory, so that {@code report DIR} gets the same.
 *   <li>No template engine: {@link org.conntorture.page.Html} escapes whatever comes in, which is all that is needed.
 * </ul>
 */
package org.conntorture.page;
