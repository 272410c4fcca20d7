package org.conntorture.selftest;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What must be seen for a fault to be proven, such as {@code ListenDrops=ListenOverflows}: numbers, counters and failure
 * kinds compared. {@code ~} is equal within a tenth.
 */
record Claim(String left, char comparison, String right) {
    private static final Pattern SYNTAX = Pattern.compile("([\\w-]+)([=><~])([\\w-]+)");
    private static final double TOLERANCE = 0.1;

    /** Claims with blanks between them; none in an empty text. */
    static List<Claim> parse(String text) {
        return Arrays.stream(text.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .map(Claim::parseOne)
                .toList();
    }

    private static Claim parseOne(String word) {
        Matcher matcher = SYNTAX.matcher(word);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a claim is NAME and =, >, < or ~ and NAME or number, was " + word);
        }
        return new Claim(matcher.group(1), matcher.group(2).charAt(0), matcher.group(3));
    }

    /** What name missing in {@code values} is 0, as a failure kind that did not occur; unknown counters are 0 too. */
    boolean holds(Map<String, Long> values) {
        long one = value(left, values);
        long other = value(right, values);
        return switch (comparison) {
            case '=' -> one == other;
            case '>' -> one > other;
            case '<' -> one < other;
            default -> Math.abs(one - other) <= TOLERANCE * Math.max(one, other);
        };
    }

    /** Whether it is about attempts and kinds of failures, whose names have no capital, and about no exact number of them. */
    boolean isOfFailures() {
        boolean exact = comparison == '=' && Character.isDigit(right.charAt(0)) && !right.equals("0");
        return !exact && (left + right).chars().noneMatch(Character::isUpperCase);
    }

    /** The claim with what was seen instead. */
    String refutation(Map<String, Long> values) {
        return left + comparison + right + " does not hold: " + value(left, values) + " and " + value(right, values);
    }

    private static long value(String name, Map<String, Long> values) {
        return Character.isDigit(name.charAt(0)) ? Long.parseLong(name) : values.getOrDefault(name, 0L);
    }
}
