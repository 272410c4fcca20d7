package org.conntorture.evidence;

import java.util.Map;
import java.util.Optional;

/**
 * What there is of a target that passes on to other servers.
 *
 * @param behind sockets kept by the servers behind the target, by host:port, as far as they are known
 * @param proxyLog what the target says as a proxy, where it was asked
 */
public record ProxyEvidence(Map<String, LeakEvidence> behind, Optional<ProxyLog> proxyLog) {
    public static final ProxyEvidence NONE = new ProxyEvidence(Map.of(), Optional.empty());
}
