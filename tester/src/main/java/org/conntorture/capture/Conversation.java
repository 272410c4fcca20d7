package org.conntorture.capture;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which packets are those of one attempt. Its two ends do not tell: they may have met before, and meet again soon.
 */
final class Conversation {
    /** For a clock of the tester that differs from the kernel's. */
    private static final long EARLY_MS = 250;
    /** The tester's own closing belongs to it. */
    static final long LATE_MS = 500;

    /** A packet with the record it was read from. */
    record Entry(PcapRecord pcap, TcpPacket packet) {}

    private final InetSocketAddress source;
    private final InetSocketAddress target;
    private final long fromUs;
    private final long toUs;

    Conversation(InetSocketAddress source, InetSocketAddress target, Instant from, Instant to) {
        this.source = withoutScope(source);
        this.target = withoutScope(target);
        this.fromUs = microseconds(from.minusMillis(EARLY_MS));
        this.toUs = microseconds(to.plusMillis(LATE_MS));
    }

    boolean isWithin(long timeUs) {
        return timeUs >= fromUs && timeUs <= toUs;
    }

    boolean mayBeIn(long firstUs, long lastUs) {
        return firstUs <= toUs && lastUs >= fromUs;
    }

    Optional<Entry> entry(PcapRecord pcap, int linkType) {
        return TcpPacket.of(pcap, linkType)
                .filter(packet -> joins(packet.source(), packet.target()))
                .map(packet -> new Entry(pcap, packet));
    }

    private boolean joins(InetSocketAddress from, InetSocketAddress to) {
        return from.equals(source) && to.equals(target) || from.equals(target) && to.equals(source);
    }

    boolean isFromTarget(TcpPacket packet) {
        return packet.source().equals(target);
    }

    /**
     * In the order of time, from the first SYN of the tester to the one before the next connection's, which has another
     * sequence number; all of them where no SYN was seen.
     */
    List<Entry> sorted(List<Entry> entries) {
        List<Entry> sorted = new ArrayList<>(entries);
        sorted.sort(Comparator.comparingLong(entry -> entry.pcap().timeUs()));
        int begin = 0;
        while (begin < sorted.size() && !isOpening(sorted.get(begin))) {
            begin++;
        }
        if (begin == sorted.size()) {
            return sorted;
        }
        int sequence = sorted.get(begin).packet().sequence();
        int end = begin;
        while (end < sorted.size()
                && !(isOpening(sorted.get(end)) && sorted.get(end).packet().sequence() != sequence)) {
            end++;
        }
        return sorted.subList(begin, end);
    }

    private boolean isOpening(Entry entry) {
        return entry.packet().opens() && !isFromTarget(entry.packet());
    }

    private static long microseconds(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    private static InetSocketAddress withoutScope(InetSocketAddress end) {
        if (!(end.getAddress() instanceof Inet6Address address)) {
            return end;
        }
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address.getAddress()), end.getPort());
        } catch (UnknownHostException otherLength) {
            throw new IllegalStateException(otherLength);
        }
    }
}
