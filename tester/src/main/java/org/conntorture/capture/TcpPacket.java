package org.conntorture.capture;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * The headers of one captured TCP packet.
 *
 * @param timeUs microseconds since 1970
 * @param networkInterface its number, or 0 where the capture does not tell: one packet may pass several
 * @param payloadBytes as sent, though fewer were captured
 * @param timeToLive as it came here; the hop limit of IPv6
 */
record TcpPacket(
        long timeUs,
        int networkInterface,
        InetSocketAddress source,
        InetSocketAddress target,
        int flags,
        int sequence,
        int payloadBytes,
        int timeToLive) {
    static final int FIN = 0x01;
    static final int SYN = 0x02;
    static final int RST = 0x04;
    static final int ACK = 0x10;

    private static final int IPV4 = 0x0800;
    private static final int IPV6 = 0x86dd;
    private static final int TCP = 6;
    private static final int IPV4_BYTES = 20;
    private static final int IPV6_BYTES = 40;
    private static final int TCP_BYTES = 20;

    /** Nothing where it is not TCP, or the headers are not whole. */
    static Optional<TcpPacket> of(PcapRecord pcap, int linkType) {
        ByteBuffer data = ByteBuffer.wrap(pcap.data());
        return switch (linkType) {
            case PcapFormat.ETHERNET -> network(pcap, data, 12, 14, 0);
            case PcapFormat.LINUX_COOKED -> network(pcap, data, 14, 16, 0);
            case PcapFormat.LINUX_COOKED_2 ->
                data.capacity() < 20 ? Optional.empty() : network(pcap, data, 0, 20, data.getInt(4));
            default -> Optional.empty();
        };
    }

    private static Optional<TcpPacket> network(
            PcapRecord pcap, ByteBuffer data, int protocolOffset, int offset, int networkInterface) {
        int left = data.capacity() - offset;
        if (left < IPV4_BYTES) {
            return Optional.empty();
        }
        int protocol = unsignedShort(data, protocolOffset);
        if (protocol == IPV4 && data.get(offset + 9) == TCP) {
            int headerBytes = (data.get(offset) & 0x0f) * 4;
            int payload = unsignedShort(data, offset + 2) - headerBytes;
            return tcp(
                    pcap,
                    data,
                    new Network(networkInterface, offset + 8, offset + 12, 4, offset + headerBytes, payload));
        }
        if (protocol == IPV6 && left >= IPV6_BYTES && data.get(offset + 6) == TCP) {
            int payload = unsignedShort(data, offset + 4);
            return tcp(
                    pcap,
                    data,
                    new Network(networkInterface, offset + 7, offset + 8, 16, offset + IPV6_BYTES, payload));
        }
        return Optional.empty();
    }

    /** Where the TTL, the addresses and TCP lie in the packet, and how long TCP and its payload are. */
    private record Network(
            int networkInterface,
            int timeToLiveOffset,
            int addressOffset,
            int addressBytes,
            int tcpOffset,
            int tcpBytes) {}

    private static Optional<TcpPacket> tcp(PcapRecord pcap, ByteBuffer data, Network network) {
        int offset = network.tcpOffset;
        if (data.capacity() < offset + TCP_BYTES) {
            return Optional.empty();
        }
        int headerBytes = (data.get(offset + 12) >> 4 & 0x0f) * 4;
        int targetOffset = network.addressOffset + network.addressBytes;
        return Optional.of(new TcpPacket(
                pcap.timeUs(),
                network.networkInterface,
                end(data, network.addressOffset, network.addressBytes, unsignedShort(data, offset)),
                end(data, targetOffset, network.addressBytes, unsignedShort(data, offset + 2)),
                data.get(offset + 13) & 0xff,
                data.getInt(offset + 4),
                Math.max(0, network.tcpBytes - headerBytes),
                Byte.toUnsignedInt(data.get(network.timeToLiveOffset))));
    }

    private static InetSocketAddress end(ByteBuffer data, int offset, int bytes, int port) {
        try {
            byte[] address = Arrays.copyOfRange(data.array(), offset, offset + bytes);
            return new InetSocketAddress(InetAddress.getByAddress(address), port);
        } catch (UnknownHostException otherLength) {
            throw new IllegalStateException(otherLength);
        }
    }

    private static int unsignedShort(ByteBuffer data, int offset) {
        return Short.toUnsignedInt(data.getShort(offset));
    }

    boolean is(int flag) {
        return (flags & flag) != 0;
    }

    /** Routers that it passed, if its sender began with the next of the usual values. */
    int hops() {
        return (timeToLive <= 64 ? 64 : timeToLive <= 128 ? 128 : 255) - timeToLive;
    }

    /** A SYN that is no answer to one. */
    boolean opens() {
        return is(SYN) && !is(ACK);
    }
}
