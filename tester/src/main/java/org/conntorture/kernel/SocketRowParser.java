package org.conntorture.kernel;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Looks at one line of tcp or tcp6 after the other without making an object before one is asked for, as a table may
 * have tens of thousands of rows that nobody asked for. Used by the thread that reads the table.
 */
final class SocketRowParser {
    private static final int WORD_DIGITS = 8;
    private static final int ADDRESS6_DIGITS = 32;
    private static final int PORT_DIGITS = 4;
    private static final boolean SWAPPED = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    /** Value of each byte as a hexadecimal digit, -1 for those that are none. */
    private static final byte[] DIGITS = new byte[256];

    static {
        for (int i = 0; i < DIGITS.length; i++) {
            DIGITS[i] = (byte) Character.digit(i, 16);
        }
    }

    private byte[] line;
    private int end;
    private int position;
    private int local;
    private int remote;
    private int addressDigits;
    private int state;

    /** Finds addresses and state of {@code NUMBER: ADDRESS:PORT ADDRESS:PORT STATE ...}; false where it is no row. */
    boolean begin(byte[] buffer, int from, int to) {
        line = buffer;
        end = to;
        position = from;
        skipSpaces();
        if (decimal() < 0 || !skip(':') || !skip(' ')) {
            return false;
        }
        local = position;
        addressDigits = local + WORD_DIGITS < to && buffer[local + WORD_DIGITS] == ':' ? WORD_DIGITS : ADDRESS6_DIGITS;
        remote = local + addressDigits + PORT_DIGITS + 2;
        int afterRemote = remote + addressDigits + PORT_DIGITS + 2;
        if (afterRemote + 2 > to || !isEndpoint(local) || !isEndpoint(remote)) {
            return false;
        }
        position = afterRemote;
        state = (int) hexadecimal(2);
        return state >= 0;
    }

    /** Of the line begun, as {@link TcpState#number()}. */
    int state() {
        return state;
    }

    boolean hasLocalPort(byte[] hexadecimal) {
        return hasPort(local, hexadecimal);
    }

    boolean hasRemotePort(byte[] hexadecimal) {
        return hasPort(remote, hexadecimal);
    }

    /** The line begun, which this may be asked once; unknown where the rest of it is strange. */
    Optional<SocketRow> row() {
        long txQueue = skip(' ') ? hexadecimal(WORD_DIGITS) : -1;
        long rxQueue = skip(':') ? hexadecimal(WORD_DIGITS) : -1;
        long timer = skip(' ') ? hexadecimal(2) : -1;
        long expires = skip(':') ? hexadecimal(WORD_DIGITS) : -1;
        long retransmits = skip(' ') ? hexadecimal(WORD_DIGITS) : -1;
        long uid = nextDecimal();
        long probes = nextDecimal();
        long inode = nextDecimal();
        boolean isWhole = (txQueue | rxQueue | timer | expires | retransmits | uid | probes | inode) >= 0 && skip(' ');
        return isWhole
                ? TcpState.of(state)
                        .map(known -> new SocketRow(
                                endpoint(local),
                                endpoint(remote),
                                known,
                                txQueue,
                                rxQueue,
                                (int) timer,
                                retransmits,
                                uid,
                                inode))
                : Optional.empty();
    }

    private boolean isEndpoint(int start) {
        int colon = start + addressDigits;
        return line[colon] == ':'
                && line[colon + PORT_DIGITS + 1] == ' '
                && areHexadecimal(start, colon)
                && areHexadecimal(colon + 1, colon + 1 + PORT_DIGITS);
    }

    private boolean areHexadecimal(int from, int to) {
        for (int i = from; i < to; i++) {
            if (digit(i) < 0) {
                return false;
            }
        }
        return true;
    }

    private boolean hasPort(int start, byte[] hexadecimal) {
        int port = start + addressDigits + 1;
        return line[port] == hexadecimal[0]
                && line[port + 1] == hexadecimal[1]
                && line[port + 2] == hexadecimal[2]
                && line[port + 3] == hexadecimal[3];
    }

    /** Words of four bytes, each written as a number of this machine. */
    private InetSocketAddress endpoint(int start) {
        byte[] address = new byte[addressDigits / 2];
        for (int i = 0; i < address.length; i++) {
            int place = SWAPPED ? i ^ 3 : i;
            int digits = start + 2 * place;
            address[i] = (byte) (digit(digits) << 4 | digit(digits + 1));
        }
        position = start + addressDigits + 1;
        return new InetSocketAddress(address(address), (int) hexadecimal(PORT_DIGITS));
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("an address has 4 or 16 bytes, had " + bytes.length, impossible);
        }
    }

    private int digit(int index) {
        return DIGITS[line[index] & 0xff];
    }

    private void skipSpaces() {
        while (position < end && line[position] == ' ') {
            position++;
        }
    }

    private boolean skip(char expected) {
        return position < end && line[position++] == expected;
    }

    /** -1 where there are not as many digits. */
    private long hexadecimal(int digits) {
        long number = 0;
        for (int i = 0; i < digits; i++) {
            int digit = position < end ? digit(position++) : -1;
            if (digit < 0) {
                return -1;
            }
            number = number << 4 | digit;
        }
        return number;
    }

    private long nextDecimal() {
        if (!skip(' ')) {
            return -1;
        }
        skipSpaces();
        return decimal();
    }

    /** -1 where there is no number, or a longer one than the kernel has. */
    private long decimal() {
        long number = 0;
        int start = position;
        while (position < end && line[position] >= '0' && line[position] <= '9') {
            number = number * 10 + line[position++] - '0';
        }
        int digits = position - start;
        return digits >= 1 && digits <= 18 ? number : -1;
    }
}
