/**
 * HOT: one connection, open to closed; transports, exchanges (what is said on a connection), failure classification.
 * Level 2: imports {@code outcome}, {@code plan} and Netty; it sees an ended attempt's sink never, only its owner.
 *
 * <p>Decided: a channel is registered and connected without a Bootstrap, as the loop, the handler and the address are
 * known and a Bootstrap makes promises, tasks and attribute maps for each connection; one handler instance serves all
 * connections of a worker; a read time-out is not Netty's but the loop's FIFO deadline; addresses are looked up only
 * when an attempt failed; TLS is put before the exchange's codec once connected, so that a PROXY header goes out in the
 * clear; several exchanges share a connection, which is still one attempt.
 */
package org.conntorture.attempt;
