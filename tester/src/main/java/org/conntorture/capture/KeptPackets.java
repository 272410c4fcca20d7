package org.conntorture.capture;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The packets of one failed attempt, read back from what {@link Capture} kept of them.
 *
 * @param packets in the order of time, of one network interface
 */
public record KeptPackets(InetSocketAddress client, InetSocketAddress server, List<Packet> packets) {
    private static final int MOST = 10_000;

    /**
     * @param timeUs since the first
     * @param label such as {@code SYN}, {@code SYN again} or {@code PSH 5 bytes}
     * @param answered false for one of the client's that nothing came back for
     */
    public record Packet(long timeUs, boolean fromClient, String label, boolean answered) {}

    public KeptPackets {
        packets = List.copyOf(packets);
    }

    /** Empty where the file has no packet of TCP, or is damaged before the first. */
    public static Optional<KeptPackets> read(Path file) throws IOException {
        List<TcpPacket> packets = new ArrayList<>();
        Optional<PcapReader> opened = PcapReader.open(file);
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        try (PcapReader reader = opened.get()) {
            for (Optional<PcapRecord> record = reader.next();
                    record.isPresent() && packets.size() < MOST;
                    record = reader.next()) {
                TcpPacket.of(record.get(), reader.format().linkType()).ifPresent(packets::add);
            }
        }
        return packets.isEmpty() ? Optional.empty() : Optional.of(of(packets));
    }

    static KeptPackets of(List<TcpPacket> all) {
        TcpPacket first = all.stream().filter(TcpPacket::opens).findFirst().orElse(all.get(0));
        List<TcpPacket> once = all.stream()
                .filter(packet -> packet.networkInterface() == first.networkInterface())
                .toList();
        long beginUs = once.get(0).timeUs();
        Set<List<Object>> seen = new HashSet<>();
        List<Packet> packets = new ArrayList<>();
        for (int i = 0; i < once.size(); i++) {
            TcpPacket packet = once.get(i);
            boolean fromClient = packet.source().equals(first.source());
            String name = TimelineText.name(packet);
            boolean isNew = seen.add(List.of(fromClient, packet.sequence(), name));
            packets.add(new Packet(
                    Math.max(0, packet.timeUs() - beginUs),
                    fromClient,
                    name + (isNew || name.equals("ACK") ? "" : " again"),
                    !fromClient || name.equals("ACK") || isAnswered(once, i, first.source())));
        }
        return new KeptPackets(first.source(), first.target(), packets);
    }

    /** Before the client sent the same again, or at all where it did not. */
    private static boolean isAnswered(List<TcpPacket> packets, int index, InetSocketAddress client) {
        TcpPacket sent = packets.get(index);
        for (TcpPacket later : packets.subList(index + 1, packets.size())) {
            if (!later.source().equals(client)) {
                return true;
            }
            if (later.sequence() == sent.sequence() && later.payloadBytes() == sent.payloadBytes()) {
                return false;
            }
        }
        return false;
    }
}
