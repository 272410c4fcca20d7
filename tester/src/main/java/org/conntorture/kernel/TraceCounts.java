package org.conntorture.kernel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads the events of an instance on a thread of its own and counts them. The thread ends at a mark written behind the
 * last event: the end of a {@code trace_pipe} does not come by itself, not even when tracing is off.
 */
final class TraceCounts {
    private static final String END_MARK = "conntorture-end";
    private static final long END_WAIT_MS = 2000;
    /** What the kernel gives in one read, at most. */
    private static final int READ_BYTES = 8192;
    /** After a short read the next events may gather, or in a storm each would cost a wake-up. */
    private static final int SHORT_READ_BYTES = 2048;

    private static final long GATHER_MS = 20;

    private final TraceInstance instance;
    private final Set<Integer> ports;
    private final FileChannel pipe;
    private final Thread reader;
    private final Map<String, Long> counts = new ConcurrentHashMap<>();
    private final StringBuilder unfinished = new StringBuilder();

    private TraceCounts(TraceInstance instance, Set<Integer> ports) throws IOException {
        this.instance = instance;
        this.ports = ports;
        this.pipe = instance.open();
        this.reader = new Thread(this::read, "kernel-trace");
        this.reader.setDaemon(true);
    }

    static TraceCounts start(TraceInstance instance, Set<Integer> ports) throws IOException {
        TraceCounts counts = new TraceCounts(instance, ports);
        counts.reader.start();
        return counts;
    }

    /** By key, in the order of the alphabet. */
    Map<String, Long> byKey() {
        return new TreeMap<>(counts);
    }

    /** Returns when all events are counted; closing wakes a reader that the mark did not reach. */
    void end() {
        boolean interrupted = false;
        try (pipe) {
            instance.mark(END_MARK);
            reader.join(END_WAIT_MS);
        } catch (InterruptedException hurry) {
            interrupted = true;
        } catch (IOException gone) {
            reader.interrupt();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        ByteBuffer bytes = ByteBuffer.allocate(READ_BYTES);
        try (pipe) {
            while (pipe.read(bytes.clear()) >= 0) {
                if (endsIn(StandardCharsets.ISO_8859_1.decode(bytes.flip()).toString())) {
                    return;
                }
                if (bytes.limit() < SHORT_READ_BYTES) {
                    Thread.sleep(GATHER_MS);
                }
            }
        } catch (IOException | InterruptedException ended) {
            // The instance is being removed.
            return;
        }
    }

    private boolean endsIn(String text) {
        unfinished.append(text);
        int begin = 0;
        for (int end = unfinished.indexOf("\n"); end >= 0; end = unfinished.indexOf("\n", begin)) {
            String line = unfinished.substring(begin, end);
            if (line.endsWith(END_MARK)) {
                return true;
            }
            TraceLine.key(line, ports).ifPresent(key -> counts.merge(key, 1L, Long::sum));
            begin = end + 1;
        }
        unfinished.delete(0, begin);
        return false;
    }
}
