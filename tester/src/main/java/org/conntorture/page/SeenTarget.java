package org.conntorture.page;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.conntorture.evidence.HostEvidence;
import org.conntorture.evidence.TargetEvidence;
import org.conntorture.text.Addresses;

/**
 * As far as a picture needs it, what was seen of one target.
 *
 * @param settings of the tester's kernel, by sysctl name
 */
record SeenTarget(List<Listener> listeners, Map<String, String> settings) {
    static final SeenTarget NONE = new SeenTarget(List.of(), Map.of());

    /** @param local host:port; @param limit of its accept queue */
    record Listener(String local, OptionalLong limit) {}

    static SeenTarget of(TargetEvidence evidence) {
        return new SeenTarget(
                evidence.host().map(HostEvidence::listeners).orElse(List.of()).stream()
                        .map(track -> new Listener(Addresses.of(track.local()), track.limit()))
                        .toList(),
                evidence.client().settings());
    }
}
