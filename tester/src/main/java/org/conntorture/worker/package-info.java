/**
 * HOT: pace, attempt, sink, again. Level 3: imports {@code outcome}, {@code plan}, {@code attempt} and Netty.
 *
 * <p>Data in: a {@link org.conntorture.plan.Load} and a budget; data out: ended attempts, to an
 * {@link org.conntorture.outcome.AttemptSink}. Decided: one thread owns a loop with all its workers; the clock tick
 * comes from one thread outside ({@link org.conntorture.worker.Ticker}), as a timer of the loop's own would cost each
 * pass a system call; deadlines are FIFO because all time-outs of a kind are equal; while the tester stands still no
 * deadline comes nearer, and its hiccups are told to the sink.
 */
package org.conntorture.worker;
