package org.conntorture.kernel;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Numbers as the kernel writes them; all else is unknown. */
final class Digits {
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,19}");
    private static final Pattern WORD = Pattern.compile("[0-9a-fA-F]{8}");

    private Digits() {}

    static OptionalLong decimal(String text) {
        try {
            return DECIMAL.matcher(text).matches() ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
        } catch (NumberFormatException beyondLong) {
            return OptionalLong.empty();
        }
    }

    /** A 32-bit number in hexadecimal, which the kernel writes with all of its eight digits. */
    static OptionalLong word(String text) {
        return WORD.matcher(text).matches() ? OptionalLong.of(Long.parseLong(text, 16)) : OptionalLong.empty();
    }
}
