package org.conntorture.capture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The header of a classic pcap file with times in microseconds.
 *
 * @param header its 24 bytes as they are
 */
record PcapFormat(byte[] header, ByteOrder order, int linkType) {
    static final int HEADER_BYTES = 24;
    static final int ETHERNET = 1;
    static final int LINUX_COOKED = 113;
    static final int LINUX_COOKED_2 = 276;

    private static final int MAGIC = 0xa1b2c3d4;
    private static final int LINK_TYPE_OFFSET = 20;
    /** Above them are flags of the checksum's length. */
    private static final int LINK_TYPE_BITS = 0x0fffffff;

    /** Nothing for another kind of file. */
    static Optional<PcapFormat> of(byte[] header) {
        if (header.length < HEADER_BYTES) {
            return Optional.empty();
        }
        ByteBuffer fields = ByteBuffer.wrap(header);
        ByteOrder order = fields.getInt(0) == MAGIC ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        fields.order(order);
        return fields.getInt(0) == MAGIC
                ? Optional.of(new PcapFormat(header, order, fields.getInt(LINK_TYPE_OFFSET) & LINK_TYPE_BITS))
                : Optional.empty();
    }
}
