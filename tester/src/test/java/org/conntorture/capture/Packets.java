package org.conntorture.capture;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/** Packets for tests: of one tester and one target, or from recorded bytes. */
final class Packets {
    static final InetSocketAddress TESTER = new InetSocketAddress("127.0.0.1", 50_000);
    static final InetSocketAddress TARGET = new InetSocketAddress("127.0.0.1", 8086);

    private Packets() {}

    static TcpPacket fromTester(long timeMs, int flags, int sequence, int payloadBytes) {
        return new TcpPacket(timeMs * 1000, 1, TESTER, TARGET, flags, sequence, payloadBytes, 64);
    }

    static TcpPacket fromTarget(long timeMs, int flags, int sequence, int payloadBytes) {
        return new TcpPacket(timeMs * 1000, 1, TARGET, TESTER, flags, sequence, payloadBytes, 64);
    }

    static TcpPacket withTimeToLive(TcpPacket packet, int timeToLive) {
        return seen(packet, packet.networkInterface(), timeToLive);
    }

    static TcpPacket seen(TcpPacket packet, int networkInterface, int timeToLive) {
        return new TcpPacket(
                packet.timeUs(),
                networkInterface,
                packet.source(),
                packet.target(),
                packet.flags(),
                packet.sequence(),
                packet.payloadBytes(),
                timeToLive);
    }

    static PcapRecord record(String hex) {
        byte[] data = HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
        byte[] header = ByteBuffer.allocate(PcapRecord.HEADER_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(7)
                .putInt(250_000)
                .putInt(data.length)
                .putInt(data.length)
                .array();
        return PcapRecord.of(header, data, ByteOrder.LITTLE_ENDIAN);
    }
}
