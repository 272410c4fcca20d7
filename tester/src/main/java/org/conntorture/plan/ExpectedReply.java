package org.conntorture.plan;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * How the reply of workload {@code reply} must begin.
 *
 * @param text a prefix as text; {@code hex:2b4f4b} as bytes; or {@code regex:EXPRESSION}, found anywhere in the first
 *     {@link #MOST_BYTES}, each byte one character
 */
public record ExpectedReply(String text) {
    /** More of a reply is not looked at. */
    public static final int MOST_BYTES = 4096;

    private static final String HEX = "hex:";
    private static final String REGEX = "regex:";

    public ExpectedReply {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("expect-reply must say how a reply begins, was empty");
        }
        if (text.startsWith(REGEX)) {
            pattern(text);
        } else if (prefix(text).length > MOST_BYTES) {
            throw new IllegalArgumentException("expect-reply must be at most " + MOST_BYTES + " bytes");
        }
    }

    /** Made once for each worker, as an expression takes time to compile. */
    public Matcher matcher() {
        if (text.startsWith(REGEX)) {
            Pattern pattern = pattern(text);
            return (reply, length) -> pattern.matcher(new String(reply, 0, length, StandardCharsets.ISO_8859_1))
                            .find()
                    ? Optional.of(true)
                    : length < MOST_BYTES ? Optional.empty() : Optional.of(false);
        }
        byte[] prefix = prefix(text);
        return (reply, length) -> begins(prefix, reply, length);
    }

    /** Whether a reply is as expected. */
    public interface Matcher {
        /** Empty while {@code length} bytes are too few to tell. */
        Optional<Boolean> matches(byte[] reply, int length);
    }

    private static Optional<Boolean> begins(byte[] prefix, byte[] reply, int length) {
        for (int i = 0; i < Math.min(prefix.length, length); i++) {
            if (reply[i] != prefix[i]) {
                return Optional.of(false);
            }
        }
        return length < prefix.length ? Optional.empty() : Optional.of(true);
    }

    private static byte[] prefix(String text) {
        if (!text.startsWith(HEX)) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return HexFormat.of().parseHex(text.substring(HEX.length()));
        } catch (IllegalArgumentException notHex) {
            throw new IllegalArgumentException("expect-reply '" + text + "' is not hex: and two digits for each byte");
        }
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text.substring(REGEX.length()), Pattern.DOTALL);
        } catch (PatternSyntaxException wrong) {
            throw new IllegalArgumentException(
                    "expect-reply '" + text + "' is no regular expression: " + wrong.getDescription());
        }
    }
}
