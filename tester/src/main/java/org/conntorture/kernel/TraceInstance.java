package org.conntorture.kernel;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of one trace instance. Used by {@link KernelTrace}, which locks, and by its reader. */
record TraceInstance(Path directory) {
    /** About 15,000 events of a processor: tenths of a second of a storm, where the reader pauses for hundredths. */
    private static final int BUFFER_KB = 1024;
    /** Kernel memory of all processors together. */
    private static final int MOST_BUFFER_KB = 16 * 1024;

    private static final Pattern LOST = Pattern.compile("(?m)^(?:overrun|commit overrun|dropped events): (\\d+)$");

    static TraceInstance create(Path directory) throws IOException {
        Files.createDirectory(directory);
        TraceInstance instance = new TraceInstance(directory);
        int processors = Runtime.getRuntime().availableProcessors();
        try {
            instance.limitBuffer(Math.min(BUFFER_KB, MOST_BUFFER_KB / processors));
        } catch (IOException refused) {
            instance.remove();
            throw refused;
        }
        return instance;
    }

    /** For each processor. */
    void limitBuffer(int kilobytes) throws IOException {
        write("buffer_size_kb", Integer.toString(kilobytes));
    }

    void enable(TracedEvent event, Set<Integer> ports) throws IOException {
        Path files = directory.resolve("events").resolve(event.path());
        TraceFormat format = TraceFormat.read(files).orElseThrow(() -> new IOException("the kernel hides " + files));
        String filter = event.filter(format, ports);
        if (!filter.isEmpty()) {
            write(files.resolve("filter").toString(), filter);
        }
        write(files.resolve("enable").toString(), "1");
    }

    void disableEvents() {
        try {
            write("events/enable", "0");
        } catch (IOException gone) {
            // Somebody removed the instance, and its events with it.
            return;
        }
    }

    /** Blocks in reads until there are events. */
    FileChannel open() throws IOException {
        return FileChannel.open(directory.resolve("trace_pipe"), StandardOpenOption.READ);
    }

    /** Writes a line of our own among the events. */
    void mark(String text) throws IOException {
        write("trace_marker", text + "\n");
    }

    long lost() {
        long lost = 0;
        try (DirectoryStream<Path> processors = Files.newDirectoryStream(directory.resolve("per_cpu"))) {
            for (Path processor : processors) {
                lost += lostIn(Files.readString(processor.resolve("stats")));
            }
        } catch (IOException gone) {
            return lost;
        }
        return lost;
    }

    static long lostIn(String stats) {
        Matcher counter = LOST.matcher(stats);
        long lost = 0;
        while (counter.find()) {
            lost += Long.parseLong(counter.group(1));
        }
        return lost;
    }

    void remove() {
        TraceOwner.remove(directory);
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(directory.resolve(file), text, StandardOpenOption.WRITE);
    }
}
