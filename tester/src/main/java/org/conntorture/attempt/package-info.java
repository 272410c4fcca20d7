/**
 * HOT: one connection, open to closed; wires, exchanges (what is said on a connection), failure classification.
 * Level 2: imports {@code outcome}, {@code plan} and Netty; it sees an ended attempt's sink never, only its owner.
 *
 * <p>The journey of an attempt:
 *
 * <ol>
 *   <li>{@code worker.LoadLoop} lets a {@code Worker} begin, which sets a deadline and opens its {@link AttemptMachine}.
 *   <li>{@link AttemptMachine} opens its {@link Wire} and connects it from where {@link Connector} says ({@link SourceAddresses}).
 *   <li>{@link BareWire} takes a socket of {@link BareSockets} ({@link NumberedSocket}); to send the request asks if it is connected.
 *   <li>{@link RingWire} ({@link RingOperations}) or {@link EpollWire} waits, for a late connect, for the reply.
 *   <li>{@link ChannelWire} takes a channel of {@link Channels}; {@link ProxyHeaders} and {@link TlsClient} go before the request.
 *   <li>The machine notes the time of what the wire tells, and the owner sets the next deadline.
 *   <li>An {@link Exchange} says what to send ({@link SharedBytes}), and of the bytes that came if they end it, well or not.
 *   <li>The machine goes on with the next exchange, holds, or hangs up; {@link BareSockets} closes one for each look at what has come.
 *   <li>What failed, {@link Failures} and {@link TlsFailures} name; {@link Postmortem} notes it, and what {@link TcpInfo} tells.
 *   <li>The wire is closed: {@link ConnectionOwner#ended}, the attempt goes to the sink, and the worker begins the next.
 * </ol>
 *
 * <p>Decided: one machine, and two ways to carry it. Plain exchanges (an echo, an HTTP request, no TLS) go by bare sockets,
 * which Netty's event loops wait for by io_uring or, where that does not work, by epoll; it takes less than half of the
 * system calls of a channel and a sixteenth of its garbage. All else, and all that goes by NIO, is done by channels. An
 * exchange gets bytes from either; a codec is its own, in a channel without a socket, and serves many connections. A bare
 * socket is connected by a call of its own, since on a near network it is connected when that is back and the clock can be
 * read at once; and one attempt is closed and the next opened for each look at what has come, so that no reply waits for more
 * than that. Both keep the clock true: with 100 workers on one loop, latencies are 20 to 40 us above the wire's, by channels
 * some milliseconds, as by any client that handles events in batches.
 *
 * <p>A channel is registered and connected without a Bootstrap, as the loop, the handler and the address are
 * known and a Bootstrap makes promises, tasks and attribute maps for each connection; one handler instance serves all
 * connections of a worker; a read time-out is not Netty's but the loop's FIFO deadline; addresses are looked up only
 * when an attempt failed; TLS is put into the pipeline once connected, so that a PROXY header goes out in the
 * clear; several exchanges share a connection, which is still one attempt. What is relied on inside Netty beyond its
 * interfaces stands in {@code NettyAssumptionsTest}.
 */
package org.conntorture.attempt;
