package org.conntorture.chart;

import java.util.List;

/**
 * The packets of one attempt between two lifelines.
 *
 * @param title such as {@code Packets of attempt 1,843}
 * @param client such as {@code 127.0.0.1:40112}
 * @param server such as {@code 127.0.0.1:8085}
 * @param packets in the order of time; of many the first and the last are drawn
 * @param end what became of it, such as {@code given up after 2.0 s}; may be empty
 */
public record PacketLadder(String title, String client, String server, List<Packet> packets, String end) {
    /**
     * @param timeUs since the first packet
     * @param label such as {@code SYN} or {@code SYN again}
     * @param answered false marks a packet that nothing came back for
     */
    public record Packet(long timeUs, boolean fromClient, String label, boolean answered) {
        public Packet {
            Checks.notNegative("the time of a packet", timeUs);
        }
    }

    public PacketLadder {
        packets = List.copyOf(packets);
    }
}
