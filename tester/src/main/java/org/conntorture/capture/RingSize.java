package org.conntorture.capture;

/**
 * How much a ring may hold; tcpdump overwrites its oldest file.
 *
 * @param fileMegabytes of 1,000,000 bytes, as tcpdump counts them
 */
record RingSize(int files, int fileMegabytes) {
    /**
     * At 20,000 connections a second four packets each of about 95 bytes are 8 MB a second: 28 seconds in the seven
     * files that are full, longer than connect and reply time-out together (15 s unless told otherwise).
     */
    static final RingSize HANDSHAKES = new RingSize(8, 32);
    /** About six packets of 110 bytes for each connection: 8 seconds at 20,000 a second, half a minute at 5,000. */
    static final RingSize REST = new RingSize(8, 16);

    RingSize {
        if (files < 2) {
            throw new IllegalArgumentException("a ring must have at least 2 files, had " + files);
        }
        if (fileMegabytes < 1) {
            throw new IllegalArgumentException("a ring's files must have at least 1 MB, had " + fileMegabytes);
        }
    }

    long bytes() {
        return files * fileMegabytes * 1_000_000L;
    }
}
