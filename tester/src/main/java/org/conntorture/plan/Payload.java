package org.conntorture.plan;

import java.nio.charset.StandardCharsets;

/** Bytes an attempt writes, and where they come from in words. */
public final class Payload {
    /** Larger ones would test throughput, and 100 workers of them would not fit the default heap. */
    public static final int MOST_BYTES = 1 << 20;

    public static final Payload NONE = new Payload(new byte[0], "nothing");
    public static final Payload DEFAULT = ofText("hello\n");

    private final byte[] bytes;
    private final String description;

    private Payload(byte[] bytes, String description) {
        if (bytes.length > MOST_BYTES) {
            throw new IllegalArgumentException("payload must be at most 1M, was " + bytes.length + " bytes");
        }
        this.bytes = bytes;
        this.description = description;
    }

    public static Payload ofText(String text) {
        return new Payload(text.getBytes(StandardCharsets.UTF_8), "text '" + text.replace("\n", "\\n") + "'");
    }

    /** {@code size} bytes of a fixed pattern whose period (251) divides no power of two, so that shifts show. */
    public static Payload ofSize(long size) {
        if (size < 0 || size > MOST_BYTES) {
            throw new IllegalArgumentException("payload must be at most 1M, was " + size + " bytes");
        }
        byte[] bytes = new byte[(int) size];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i % 251);
        }
        return new Payload(bytes, size + " bytes");
    }

    public static Payload ofFile(String name, byte[] content) {
        return new Payload(content.clone(), "file " + name);
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public int length() {
        return bytes.length;
    }

    /** {@code text 'hello\n'}, {@code 4096 bytes} or {@code file NAME}. */
    @Override
    public String toString() {
        return description;
    }
}
