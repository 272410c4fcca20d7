package org.conntorture.plan;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bytes an attempt writes, and where they come from in words. */
public final class Payload {
    /** Each event loop has one copy, whatever the number of workers; a proxy's own limit is often 1M. */
    public static final int MOST_BYTES = 64 << 20;

    static final String MOST = "64M";

    private static final Pattern TEXT = Pattern.compile("text '(.*)'", Pattern.DOTALL);
    private static final Pattern SIZE = Pattern.compile("(file .* of )?([0-9]{1,8}) bytes", Pattern.DOTALL);

    public static final Payload NONE = new Payload(new byte[0], "nothing");
    public static final Payload DEFAULT = ofText("hello\n");

    private final byte[] bytes;
    private final String description;

    private Payload(byte[] bytes, String description) {
        if (bytes.length > MOST_BYTES) {
            throw new IllegalArgumentException("payload must be at most " + MOST + ", was " + bytes.length + " bytes");
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
            throw new IllegalArgumentException("payload must be at most " + MOST + ", was " + size + " bytes");
        }
        byte[] bytes = new byte[(int) size];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i % 251);
        }
        return new Payload(bytes, size + " bytes");
    }

    public static Payload ofFile(String name, byte[] content) {
        return new Payload(content.clone(), "file " + name + " of " + content.length + " bytes");
    }

    /** What a {@link #toString()} tells of a payload; the bytes of a file are not known by it, only how many they are. */
    public static Payload described(String description) {
        Matcher text = TEXT.matcher(description);
        if (text.matches()) {
            return ofText(text.group(1).replace("\\n", "\n"));
        }
        Matcher size = SIZE.matcher(description);
        if (size.matches()) {
            return size.group(1) == null
                    ? ofSize(Long.parseLong(size.group(2)))
                    : new Payload(new byte[Integer.parseInt(size.group(2))], description);
        }
        if (description.equals(NONE.description)) {
            return NONE;
        }
        throw new IllegalArgumentException("no payload is described by \"" + description + "\"");
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public int length() {
        return bytes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Payload payload
                && description.equals(payload.description)
                && Arrays.equals(bytes, payload.bytes);
    }

    @Override
    public int hashCode() {
        return description.hashCode();
    }

    /** {@code text 'hello\n'}, {@code 4096 bytes} or {@code file NAME of 4096 bytes}. */
    @Override
    public String toString() {
        return description;
    }
}
