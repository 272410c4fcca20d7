package org.conntorture.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many descriptors, and so connections, this process may have open.
 *
 * @param soft the limit in force; a JVM raises it to the hard one as it starts
 * @param hard what a process without privilege may raise it to
 */
public record DescriptorLimit(long soft, long hard) {
    public static final Path FILE = Path.of("/proc/self/limits");
    public static final long UNLIMITED = Long.MAX_VALUE;

    private static final Pattern LINE =
            Pattern.compile("^Max open files\\s+(\\d{1,18}|unlimited)\\s+(\\d{1,18}|unlimited)\\s", Pattern.MULTILINE);

    /** Unknown where {@code limits}, a text as /proc/self/limits, does not exist or say. */
    public static Optional<DescriptorLimit> read(Path limits) {
        try {
            Matcher line = LINE.matcher(Files.readString(limits));
            return line.find()
                    ? Optional.of(new DescriptorLimit(number(line.group(1)), number(line.group(2))))
                    : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static long number(String text) {
        return text.equals("unlimited") ? UNLIMITED : Long.parseLong(text);
    }
}
