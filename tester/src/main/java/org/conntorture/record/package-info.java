/**
 * HOT: one recorder per event loop, flipped about once a second into interval snapshots. Level 1: imports
 * {@code outcome} and HdrHistogram.
 *
 * <p>Decided: the loop itself flips its recorder, by a task it is sent; so every histogram and counter has one writer and
 * one reader at a time, and needs neither locks nor phasers. A loop that stands still yields no snapshot, which is
 * the truth.
 */
package org.conntorture.record;
