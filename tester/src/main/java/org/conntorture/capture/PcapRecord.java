package org.conntorture.capture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One captured packet as it lies in a pcap file.
 *
 * @param header its 16 bytes as they are
 * @param timeUs microseconds since 1970
 */
record PcapRecord(byte[] header, byte[] data, long timeUs) {
    static final int HEADER_BYTES = 16;
    /** More than any snapshot length of ours: beyond it, it is not a record. */
    static final int MOST_BYTES = 4096;

    private static final int MICROSECONDS_OFFSET = 4;
    private static final int CAPTURED_OFFSET = 8;
    private static final long MICROSECONDS = 1_000_000;

    static PcapRecord of(byte[] header, byte[] data, ByteOrder order) {
        return new PcapRecord(header, data, timeUs(header, order));
    }

    static int capturedBytes(byte[] header, ByteOrder order) {
        return ByteBuffer.wrap(header).order(order).getInt(CAPTURED_OFFSET);
    }

    static long timeUs(byte[] header, ByteOrder order) {
        ByteBuffer fields = ByteBuffer.wrap(header).order(order);
        return Integer.toUnsignedLong(fields.getInt(0)) * MICROSECONDS + fields.getInt(MICROSECONDS_OFFSET);
    }
}
