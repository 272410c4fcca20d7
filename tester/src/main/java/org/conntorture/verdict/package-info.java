/**
 * Says what a measurement means: findings, one sentence, one verdict. Level 4: imports {@code outcome}, {@code plan},
 * {@code result}, {@code store}, {@code diagnosis} and commons-statistics. Data in: a {@link org.conntorture.result.RunMeasurement}; data
 * out: a {@link org.conntorture.verdict.Judgement}. Pure functions without input or output; resampling is seeded, so
 * the same measurement always gets the same judgement.
 *
 * <p>A verdict is a promise. To accuse a healthy server, or to blame a target for the tester's own stall or shortage,
 * is the worst fault of all; so every doubt ends in INCONCLUSIVE, with its reason and what would remove it.
 *
 * <p>Decisions:
 * <ul>
 *   <li>Failures come in clumps, so attempts are not independent. Intervals resample segments of turns
 *       ({@link org.conntorture.verdict.RateEstimator}), and the comparison with controls counts clumps
 *       ({@link org.conntorture.verdict.CommonFault}).
 *   <li>One comparison serves clean and failing controls alike: where a control fails, only seconds of the subject count
 *       that are ten times worse than the control's worst second. Permuting segments between two failing targets
 *       would take the pieces of one long burst for independent ones, and declare two equal servers different.
 *   <li>A failure belongs to the second in which its attempt began, not to the one in which its time-out ended.
 *   <li>What the tester may have made itself ({@link org.conntorture.verdict.TesterTrouble}) never accuses a subject,
 *       and never makes a control look clean.
 *   <li>Clean means without a judged failure; an expectation of {@code failures} or {@code failure_rate}
 *       says how many are tolerated instead ({@link org.conntorture.verdict.Expectations}).
 *   <li>Two runs are compared ({@link org.conntorture.verdict.Comparer}) by the ranks of parts of turns, Holm's procedure
 *       over all measures of all subjects, and a smallest effect. A part is no independent trial either: a burst can
 *       make many of them, and a host is not as fast every time. So failures must be the subject's own by the controls
 *       of their run, or hold out without the worst 20 seconds where there is none; and a latency counts as a multiple
 *       of the controls' of the same round, in three rounds or more. What two runs cannot tell apart is a server that
 *       changed and one that comes up in another state each time.
 * </ul>
 */
package org.conntorture.verdict;
