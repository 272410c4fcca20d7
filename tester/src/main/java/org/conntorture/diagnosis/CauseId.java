package org.conntorture.diagnosis;

import java.util.Locale;
import org.conntorture.outcome.Blame;

/**
 * The published list of named explanations for failed or slow connections, each with whose doing it is and what happened
 * in one sentence. Files and reports use {@link #id()}; {@code conntorture explain ID} prints the page on one.
 */
public enum CauseId {
    NO_LISTENER(Blame.TARGET, "nothing listens on the address and port"),
    ACCEPT_QUEUE_OVERFLOW(
            Blame.TARGET, "the listener's accept queue fills up because nothing takes connections from it"),
    SLOW_ACCEPT(Blame.TARGET, "the server accepts too slowly, so that its accept queue is full now and then"),
    SYN_QUEUE_OVERFLOW(Blame.TARGET, "the listener's queue of half-open connections is full and SYNs are dropped"),
    SYNCOOKIES(Blame.TARGET, "the listener answers with SYN cookies, as its queue of half-open connections is full"),
    ABORT_ON_OVERFLOW(Blame.TARGET, "the accept queue is full and tcp_abort_on_overflow resets what finds it so"),
    FIREWALL_REJECT(Blame.PATH, "a firewall rule rejects the connection, not the server"),
    FIREWALL_LIMIT(Blame.PATH, "a firewall rule lets some SYNs through and drops the others"),
    NEVER_ACCEPTED(Blame.TARGET, "the client is connected, but the final ACK was dropped and the server never knew"),
    BLACKHOLE(Blame.PATH, "SYNs are dropped on the way and nothing answers"),
    LOCAL_POLICY(Blame.TESTER, "a route or a policy of the tester's host forbids the connection"),
    NEIGHBOUR_UNREACHABLE(Blame.PATH, "the next hop does not answer ARP or neighbour discovery"),
    PORT_EXHAUSTION(Blame.TESTER, "the tester's host has no free source port towards the target"),
    PACKET_LOSS(Blame.PATH, "packets are lost at random on the way"),
    STALE_TUPLE(
            Blame.TARGET, "the server still holds an old socket on the same addresses and ports, which the SYN meets"),
    TIME_WAIT_COLLISION(Blame.TARGET, "the SYN meets a socket in TIME_WAIT on the server's side"),
    TW_RECYCLE(Blame.TARGET, "tcp_tw_recycle of the server drops SYNs by their timestamps"),
    CONNTRACK_FULL(Blame.PATH, "the connection tracking table is full and new connections are dropped"),
    CONNTRACK_CLASH(Blame.PATH, "connection tracking drops packets that clash or that it holds for invalid"),
    RESET_UNREAD_DATA(Blame.TARGET, "the server closes while data it was sent is unread, which resets the connection"),
    CLOSED_WITHOUT_REPLY(Blame.TARGET, "the server closes in good order without a reply"),
    RESTART_GAP(Blame.TARGET, "the server was not listening for a while, as in a restart"),
    KEEPALIVE_RACE(Blame.TARGET, "the server closes an idle connection just as it is used again"),
    SELF_CONNECT(Blame.TESTER, "the socket connected to itself, as nothing listens on a port of the ephemeral range"),
    REUSEPORT_WORKER_STUCK(
            Blame.TARGET, "one of several listeners on the port is stuck, and a share of the tuples with it"),
    BAD_BACKEND(Blame.TARGET, "one of several backends behind the address fails"),
    SERVER_DESCRIPTORS_EXHAUSTED(Blame.TARGET, "the server has no file descriptor left to accept with"),
    CLIENT_DESCRIPTORS_EXHAUSTED(Blame.TESTER, "the tester has no file descriptor left"),
    PROCESS_PAUSED(Blame.TARGET, "the server's process is stopped"),
    SOCKET_FILTER(Blame.TARGET, "a filter on the listening socket drops SYNs"),
    SOFTNET_DROP(Blame.PATH, "the host's per-CPU packet backlog overflows"),
    NFQUEUE_FULL(Blame.PATH, "packets wait in an NFQUEUE for a program's verdict, and the queue overflows"),
    REVERSE_PATH_FILTER(Blame.PATH, "the reverse path filter drops packets that come in by another way than out"),
    PMTU_BLACKHOLE(Blame.PATH, "full-size packets are lost, small ones pass"),
    ZERO_WINDOW(Blame.TARGET, "the server does not read, its window is closed and the write stalls"),
    DEFER_ACCEPT(Blame.TARGET, "TCP_DEFER_ACCEPT keeps a client that is silent from being served"),
    MEMORY_LIMIT(Blame.TARGET, "a limit of the kernel's socket memory aborts connections"),
    ESTABLISHED_FLOW_DROPPED(Blame.PATH, "packets of connections that stood are dropped"),
    TLS_FAILURE(Blame.TARGET, "the TLS handshake fails"),
    PROXY_ERROR(Blame.TARGET, "a proxy answers for the server behind it"),
    NAME_RESOLUTION(Blame.PATH, "the name leads to an address where the server is not"),
    TESTER_STALLED(Blame.TESTER, "the tester itself stood still"),
    LOST_IN_HANDOVER(
            Blame.TARGET, "a process of the server accepted the connection and lost it before anything read from it"),
    LEAKED_BY_ACCEPTOR(Blame.TARGET, "the accepting process keeps connections whose clients are long gone"),
    UNEXPLAINED(Blame.PATH, "nothing known fits"),
    NO_REPLY(Blame.TARGET, "the server accepted the connection and did not answer in time"),
    WRONG_REPLY(Blame.TARGET, "the reply differs from what was expected"),
    CONNECTION_LIMIT(Blame.TARGET, "the server limits its connections and refuses those above the limit"),
    REQUEST_LIMIT(Blame.TARGET, "the server limits requests per second and refuses those above the limit"),
    REFUSED_BY_SERVER(Blame.TARGET, "the server refuses to serve and says so in its own protocol"),
    WORKERS_BUSY(Blame.TARGET, "every worker of the server waits on a connection it has, so other connections wait"),
    CPU_THROTTLED(Blame.TARGET, "the server's control group uses up its CPU quota, so the server is throttled"),
    CPU_STARVED(Blame.TARGET, "other processes have the processors, and the server waits for one most of the time"),
    IDLE_FLOW_FORGOTTEN(
            Blame.PATH, "something on the path dropped its state for an idle connection that both ends still hold"),
    LISTENER_CLOSED(
            Blame.TARGET, "one of several listening sockets was closed, which reset the connections in its queue");

    private final Blame blame;
    private final String sentence;

    CauseId(Blame blame, String sentence) {
        this.blame = blame;
        this.sentence = sentence;
    }

    /** Whose doing it is, where nothing else is known. */
    public Blame blame() {
        return blame;
    }

    /** What happened, without a capital and a full stop. */
    public String sentence() {
        return sentence;
    }

    /** The cause of an {@link #id()}; IllegalArgumentException where there is none. */
    public static CauseId ofId(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Name in files and reports, such as {@code accept-queue-overflow}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
