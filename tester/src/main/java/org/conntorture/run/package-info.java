/**
 * Cold orchestration of a plan: readies the targets, gives each its turns, collects what the loops record, stops the
 * targets. Level 5: imports lower levels, never {@code report} or {@code live}: who wants to follow a run hands in a
 * {@link org.conntorture.result.RunListener}. In: a plan. Out: a
 * {@link org.conntorture.result.RunMeasurement} and the files of the result directory.
 *
 * <p>Decided: one thread runs everything here; event loops are asked once a second for what they recorded; all
 * targets are started before the first turn and stopped after the last, so that no start-up falls into a turn.
 */
package org.conntorture.run;
