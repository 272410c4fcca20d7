/**
 * The result directories of several shards of one plan -> what one tester would have measured. Level 5: imports {@code
 * outcome}, {@code plan}, {@code kernel}, {@code record}, {@code result}, {@code store}, {@code evidence} and, of {@code verdict}, what a
 * tester may have made itself and what a run said of itself. Keeps sums and the first failures only, so that a thousand
 * shards fit into a small heap.
 *
 * <p>Decisions:
 * <ul>
 *   <li>The n-th second of a turn is the same second at all shards, whatever their clocks say; failures are put in the
 *       order of wall time, as far as their hosts agree on it.
 *   <li>Counts add. Histograms come from {@code rounds.hlog}, which has one for each turn, and lose nothing when added.
 *   <li>What the hosts of the testers say of themselves adds; what is said of the server's host is taken from one that
 *       sees it during the loads of all: a watch there, else the first shard on it; else it is unknown.
 *   <li>What befell one tester makes no other's failures doubtful: each failure's doubt is settled before it is added.
 *   <li>A shard that is missing, there twice, of another plan or cut off is named, and leaves the verdict open.
 *   <li>One directory, of a whole run or of merged ones, is read back without being written again
 *       ({@link org.conntorture.merge.ReopenedRun}); what its files do not hold is as its result.json says.
 * </ul>
 */
package org.conntorture.merge;
