package org.conntorture.capture;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Says in one line what the packets of an attempt show. */
final class TimelineText {
    /** A pause this long is worth a time. */
    private static final long PAUSE_US = 10_000;
    /** Packets told at the beginning and at the end of a long conversation. */
    private static final int MOST_AT_AN_END = 12;

    private static final double MICROSECONDS = 1_000_000;

    private final Conversation conversation;
    private final List<TcpPacket> packets;
    private final Set<List<Object>> seen = new HashSet<>();

    private TimelineText(Conversation conversation, List<TcpPacket> packets) {
        this.conversation = conversation;
        this.packets = packets;
    }

    /** Of one network interface only, or on its way through a bridge each packet would seem to be sent again. */
    static String of(Conversation conversation, List<TcpPacket> packets) {
        int first = packets.get(0).networkInterface();
        List<TcpPacket> once = packets.stream()
                .filter(packet -> packet.networkInterface() == first)
                .toList();
        return new TimelineText(conversation, once).text();
    }

    private String text() {
        List<String> items = new ArrayList<>();
        for (int i = 0; i < packets.size(); i++) {
            items.add(item(packets.get(i)) + time(i));
        }
        if (packets.stream().noneMatch(conversation::isFromTarget)) {
            items.add("never answered");
        }
        return String.join(", ", shortened(items));
    }

    private String item(TcpPacket packet) {
        String name = name(packet);
        String who = conversation.isFromTarget(packet) && !name.equals("SYN-ACK") ? " from target" : "";
        boolean isNew = seen.add(List.of(who, packet.sequence(), name));
        return name + (isNew || name.equals("ACK") || name.equals("SYN") ? "" : " again") + who;
    }

    /** Such as {@code SYN-ACK} or {@code PSH 5 bytes}. */
    static String name(TcpPacket packet) {
        String payload = packet.payloadBytes() == 0
                ? ""
                : " " + packet.payloadBytes() + (packet.payloadBytes() == 1 ? " byte" : " bytes");
        if (packet.is(TcpPacket.RST)) {
            return "RST";
        }
        if (packet.is(TcpPacket.SYN)) {
            return packet.opens() ? "SYN" : "SYN-ACK";
        }
        if (packet.is(TcpPacket.FIN)) {
            return "FIN" + payload;
        }
        return payload.isEmpty() ? "ACK" : "PSH" + payload;
    }

    private String time(int index) {
        long sinceFirstUs = packets.get(index).timeUs() - packets.get(0).timeUs();
        boolean pause = index > 0
                && packets.get(index).timeUs() - packets.get(index - 1).timeUs() >= PAUSE_US;
        return pause ? String.format(Locale.ROOT, " +%.2f s", sinceFirstUs / MICROSECONDS) : "";
    }

    private static List<String> shortened(List<String> items) {
        int left = items.size() - 2 * MOST_AT_AN_END;
        if (left <= 1) {
            return items;
        }
        List<String> ends = new ArrayList<>(items.subList(0, MOST_AT_AN_END));
        ends.add("... (" + left + " more) ...");
        ends.addAll(items.subList(items.size() - MOST_AT_AN_END, items.size()));
        return ends;
    }
}
