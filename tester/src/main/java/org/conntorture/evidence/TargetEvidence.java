package org.conntorture.evidence;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * What was seen of one target over all its turns, by who says so.
 *
 * @param address the load went to
 * @param attempts that failed or were slow
 * @param client what the tester's own side says
 * @param kernel what the kernels counted, on either side
 * @param host what the server's host shows of its sockets; empty where nobody sees that host. Where it is there, what was
 *     not seen was not there
 * @param proxy what there is of a target that passes on to other servers
 * @param unix what there is of a unix socket, which has nothing of all the above but its attempts; empty for TCP
 */
public record TargetEvidence(
        SocketAddress address,
        AttemptEvidence attempts,
        ClientEvidence client,
        KernelEvidence kernel,
        Optional<HostEvidence> host,
        ProxyEvidence proxy,
        Optional<UnixEvidence> unix) {
    /** Of a unix socket. */
    public static TargetEvidence ofUnixSocket(
            UnixDomainSocketAddress address, AttemptEvidence attempts, UnixEvidence unix) {
        return ofAttempts(address, attempts, List.of(), Optional.of(unix));
    }

    /** Where nothing is known but what the attempts themselves said. */
    public static TargetEvidence ofAttempts(InetSocketAddress address, AttemptEvidence attempts, List<String> unknown) {
        return ofAttempts(address, attempts, unknown, Optional.empty());
    }

    private static TargetEvidence ofAttempts(
            SocketAddress address, AttemptEvidence attempts, List<String> unknown, Optional<UnixEvidence> unix) {
        return new TargetEvidence(
                address,
                attempts,
                ClientEvidence.lacking(unknown),
                KernelEvidence.of(CounterEvidence.UNKNOWN),
                Optional.empty(),
                ProxyEvidence.NONE,
                unix);
    }

    /** The same of a server whose host nobody sees. */
    public TargetEvidence withoutHost() {
        return new TargetEvidence(
                address,
                attempts,
                client,
                KernelEvidence.of(kernel.counters()),
                Optional.empty(),
                ProxyEvidence.NONE,
                unix.map(seen -> UnixEvidence.NONE));
    }
}
