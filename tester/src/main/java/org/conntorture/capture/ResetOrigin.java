package org.conntorture.capture;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * From how far the reset of an attempt came, beside what the target sent before: routers between, by the TTL that is left of
 * the 64, 128 or 255 that hosts begin with.
 */
public record ResetOrigin(int resetHops, int targetHops) {
    /** Nothing where the target sent no reset, or nothing else. */
    static Optional<ResetOrigin> of(Conversation conversation, List<TcpPacket> packets) {
        Optional<TcpPacket> reset = packets.stream()
                .filter(conversation::isFromTarget)
                .filter(packet -> packet.is(TcpPacket.RST))
                .findFirst();
        OptionalInt others = packets.stream()
                .filter(conversation::isFromTarget)
                .filter(packet -> !packet.is(TcpPacket.RST)
                        && packet.networkInterface()
                                == reset.map(TcpPacket::networkInterface).orElse(0))
                .mapToInt(TcpPacket::hops)
                .min();
        return reset.isEmpty() || others.isEmpty()
                ? Optional.empty()
                : Optional.of(new ResetOrigin(reset.get().hops(), others.getAsInt()));
    }

    /** Whether something nearer than the target sent the reset; one that is further may be behind what answers for it. */
    public boolean isNearer() {
        return resetHops < targetHops;
    }
}
