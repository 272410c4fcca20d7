package org.conntorture.target;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a process wrote to its log file since it was started; the file may hold older output before that. Without
 * colours and control characters, as it goes to terminals and reports. Used by the one thread that waits for the
 * process; {@link #lastLines} by any.
 */
final class OutputLog {
    private static final int LAST_LINES = 20;
    private static final int MOST_BYTES = 1 << 20;
    private static final int TAIL_BYTES = 1 << 14;
    private static final Pattern ESCAPES = Pattern.compile("\u001b\\[[0-9;?]*[ -/]*[@-~]|[\\p{Cntrl}&&[^\n\t]]");

    private final Path file;
    private final long begin;
    /** Where the first line begins that was not looked through in full. */
    private long position;

    private OutputLog(Path file, long begin) {
        this.file = file;
        this.begin = begin;
        this.position = begin;
    }

    /** Output from now on. */
    static OutputLog from(Path file) throws IOException {
        return new OutputLog(file, Files.exists(file) ? Files.size(file) : 0);
    }

    Path file() {
        return file;
    }

    /** Whether the expression is found in a line written since the last call, or in the unfinished one. */
    boolean found(Pattern expression) throws IOException {
        byte[] bytes = read(position, MOST_BYTES);
        int lineEnd = bytes.length;
        while (lineEnd > 0 && bytes[lineEnd - 1] != '\n') {
            lineEnd--;
        }
        // A line beyond all measure is let go, or it would be read again and again.
        position += lineEnd == 0 && bytes.length == MOST_BYTES ? bytes.length : lineEnd;
        return clean(bytes).lines().anyMatch(line -> expression.matcher(line).find());
    }

    /** The last lines as they stand now. */
    String lastLines() throws IOException {
        long size = Files.exists(file) ? Files.size(file) : 0;
        List<String> lines = clean(read(Math.max(begin, size - TAIL_BYTES), TAIL_BYTES))
                .strip()
                .lines()
                .toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }

    /** As the end of a message. */
    static String quoted(String lastOutput) {
        return lastOutput.isEmpty()
                ? "; it wrote nothing"
                : "; its last output:\n" + lastOutput.indent(2).stripTrailing();
    }

    private byte[] read(long from, int most) throws IOException {
        if (!Files.exists(file)) {
            return new byte[0];
        }
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            return Channels.newInputStream(channel.position(from)).readNBytes(most);
        }
    }

    private static String clean(byte[] bytes) {
        return ESCAPES.matcher(new String(bytes, StandardCharsets.UTF_8)).replaceAll("");
    }
}
