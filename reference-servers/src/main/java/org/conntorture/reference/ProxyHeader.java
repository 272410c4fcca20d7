package org.conntorture.reference;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The header that a proxy sends before all else to say whom it serves, as HAProxy defines it in its PROXY protocol:
 * version 1, a line of text, or version 2, binary. {@link Connection} strips it; nothing in it is believed or used.
 */
final class ProxyHeader {
    /** Of the longest version 1 line, with its line end. */
    private static final int LONGEST_LINE_BYTES = 107;

    private static final byte[] TEXT_BEGIN = "PROXY ".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern TEXT = Pattern.compile("PROXY (UNKNOWN( [ -~]*)?"
            + "|TCP4 [0-9.]{7,15} [0-9.]{7,15} \\d{1,5} \\d{1,5}"
            + "|TCP6 [0-9a-fA-F:.]{2,39} [0-9a-fA-F:.]{2,39} \\d{1,5} \\d{1,5})\r\n");

    private static final byte[] SIGNATURE = "\r\n\r\n\0\r\nQUIT\n".getBytes(StandardCharsets.US_ASCII);
    private static final int FIXED_BYTES = 16;
    private static final int LOCAL_COMMAND = 0x20;
    private static final int PROXY_COMMAND = 0x21;

    private ProxyHeader() {}

    /**
     * How long the header is at the begin of {@code bytes}, which stay as they are; 0 if more of it must come.
     *
     * @throws ProtocolException where they are no header and cannot become one
     */
    static int length(ByteBuffer bytes) throws ProtocolException {
        if (begins(bytes, TEXT_BEGIN)) {
            return textLength(bytes);
        }
        if (begins(bytes, SIGNATURE)) {
            return binaryLength(bytes);
        }
        throw new ProtocolException("the connection does not begin with a PROXY protocol header");
    }

    private static boolean begins(ByteBuffer bytes, byte[] wanted) {
        int common = Math.min(bytes.remaining(), wanted.length);
        return bytes.slice().limit(common).equals(ByteBuffer.wrap(wanted, 0, common));
    }

    private static int textLength(ByteBuffer bytes) throws ProtocolException {
        int most = Math.min(bytes.remaining(), LONGEST_LINE_BYTES);
        for (int index = 0; index < most; index++) {
            if (bytes.get(bytes.position() + index) == '\n') {
                String line = StandardCharsets.ISO_8859_1
                        .decode(bytes.slice().limit(index + 1))
                        .toString();
                if (!TEXT.matcher(line).matches()) {
                    throw new ProtocolException("a malformed PROXY protocol header: " + line.strip());
                }
                return index + 1;
            }
        }
        if (most == LONGEST_LINE_BYTES) {
            throw new ProtocolException("a PROXY protocol line without an end");
        }
        return 0;
    }

    private static int binaryLength(ByteBuffer bytes) throws ProtocolException {
        if (bytes.remaining() < FIXED_BYTES) {
            return 0;
        }
        int begin = bytes.position() + SIGNATURE.length;
        int command = Byte.toUnsignedInt(bytes.get(begin));
        int family = Byte.toUnsignedInt(bytes.get(begin + 1));
        // Big-endian, as any ByteBuffer is unless told otherwise.
        int rest = Short.toUnsignedInt(bytes.getShort(begin + 2));
        if (command != LOCAL_COMMAND && (command != PROXY_COMMAND || rest < addressBytes(family))) {
            throw new ProtocolException("a malformed PROXY protocol header of version 2");
        }
        return bytes.remaining() < FIXED_BYTES + rest ? 0 : FIXED_BYTES + rest;
    }

    /** Two addresses and, but for those of unix sockets, two ports; more may follow. */
    private static int addressBytes(int family) throws ProtocolException {
        return switch (family) {
            case 0x00 -> 0;
            case 0x11, 0x12 -> 12;
            case 0x21, 0x22 -> 36;
            case 0x31, 0x32 -> 216;
            default -> throw new ProtocolException("a PROXY protocol header of an unknown address family");
        };
    }
}
