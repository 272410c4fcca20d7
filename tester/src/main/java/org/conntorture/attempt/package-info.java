/**
 * HOT: one connection, open to closed; transports, exchanges (what is said on a connection), failure classification.
 * Level 2: imports {@code outcome}, {@code plan} and Netty; it sees an ended attempt's sink never, only its owner.
 *
 * <p>Decided: plain exchanges (an echo, an HTTP request, no TLS) go by bare sockets, {@link
 * org.conntorture.attempt.BareConnection}, which Netty's event loops wait for by io_uring or, where that does not work, by
 * epoll; it takes less than half of the system calls of a channel and a sixteenth of its garbage. All else, and all that goes
 * by NIO, is done by channels, {@link org.conntorture.attempt.ChannelConnection}. A bare socket is connected by a call of its
 * own, since on a near network it is connected when that is back and the clock can be read at once; and one attempt is closed
 * and the next opened for each look at what has come, so that no reply waits for more than that. Both keep the clock true:
 * with 100 workers on one loop, latencies are 20 to 40 us above the wire's, by channels some milliseconds, as by any client
 * that handles events in batches.
 *
 * <p>A channel is registered and connected without a Bootstrap, as the loop, the handler and the address are
 * known and a Bootstrap makes promises, tasks and attribute maps for each connection; one handler instance serves all
 * connections of a worker; a read time-out is not Netty's but the loop's FIFO deadline; addresses are looked up only
 * when an attempt failed; TLS is put before the exchange's codec once connected, so that a PROXY header goes out in the
 * clear; several exchanges share a connection, which is still one attempt.
 */
package org.conntorture.attempt;
