/**
 * What a terminal shows of a run while it runs: a screen, or lines. Level 5: imports {@code outcome}, {@code plan}, {@code
 * kernel}, {@code result}, {@code verdict}, and JLine in {@link org.conntorture.screen.Tty} and for a size. Data in: the
 * events of {@link org.conntorture.result.RunListener}; data out: text to a stream.
 *
 * <p>Decisions:
 * <ul>
 *   <li>Time is taken from the blocks of the events, never from a clock: a replayed run looks the same.
 *   <li>Each event costs a bounded amount of text, however many failures it carries, so no failing target can flood a
 *       terminal or a log.
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
package org.conntorture.screen;
