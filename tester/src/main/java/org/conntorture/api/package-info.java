/**
 * The way in for a team that tortures its own server from its own tests. Level 8: imports lower levels, of the libraries
 * none. In: what {@code conntorture run TARGET} takes, on {@link org.conntorture.api.Conntorture}. Out: a
 * {@link org.conntorture.api.RunResult}, on which a test asserts.
 *
 * <pre>{@code
 * RunResult result = Conntorture.against("127.0.0.1:" + server.port())
 *         .attempts(10_000)
 *         .workers(5)
 *         .expect("connect.p99 < 50ms")
 *         .run();
 * assertEquals(Verdict.PASS, result.verdict(), result.summary());
 * }</pre>
 *
 * <p>Decided: a guest in somebody's JVM prints nothing, exits never, listens to no signals, sets no system property and
 * leaves no files but those that were asked for. It takes no kernel trace and captures no packets, which are of the whole
 * host. It reaches no library that is the command's alone, and logs by the caller's provider. What a caller sees are
 * records and enums; what is wrong with the request is an IllegalArgumentException with one sentence.
 */
package org.conntorture.api;
