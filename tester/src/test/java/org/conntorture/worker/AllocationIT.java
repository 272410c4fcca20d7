package org.conntorture.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.netty.util.ResourceLeakDetector;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;
import org.conntorture.attempt.Transport;
import org.conntorture.outcome.Attempt;
import org.conntorture.outcome.AttemptSink;
import org.conntorture.plan.TransportChoice;
import org.conntorture.record.LoopRecorder;
import org.conntorture.reference.ReferenceServer;
import org.conntorture.target.JavaCommand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a successful echo attempt leaves to the garbage collector: nothing of the tester's own, and of Netty's no more
 * than is stated here. Counted by the JVM for the event loop's thread.
 */
class AllocationIT extends LoadOnRealSockets {
    /** By then compilers have taken away what does not escape. */
    private static final int WARM_UP = 20_000;

    private static final int MEASURED = 10_000;
    /** So that the JVM sees the thread take new buffers for what it allocates, which it does seldom. */
    private static final int RECORDED = 20_000;

    @TempDir
    private Path directory;

    private Process server;
    private InetSocketAddress address;

    /** As the tester does. */
    @BeforeAll
    static void quietenNetty() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        System.setProperty("io.netty.jfr.enabled", "false");
        Transport.useIpv4Sockets();
    }

    @BeforeEach
    void startServer() throws IOException {
        List<String> command = new ArrayList<>(JavaCommand.of(ReferenceServer.class.getName()));
        command.addAll(List.of("echo", "--port", "0"));
        server = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String line = new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.US_ASCII))
                .readLine();
        address = new InetSocketAddress("127.0.0.1", Integer.parseInt(line.replaceFirst(".*:", "")));
        load.workers = 5;
    }

    @AfterEach
    void stopServer() {
        server.destroyForcibly().onExit().join();
    }

    @ParameterizedTest
    @CsvSource({
        // A socket, its address and an operation, all of it Netty's, 72 to 131 bytes.
        "IO_URING, 160",
        // A socket, its address and a registration, 143 bytes.
        "EPOLL,    175",
        // Channel, pipeline, configuration, promises, operations, addresses, selection key: Netty's and the JDK's, 2554
        // bytes.
        "NIO,      2900",
    })
    void shouldAllocateNothingItselfAndNoMoreThanNettyDoes(TransportChoice choice, long allowedBytes) throws Exception {
        AllocationSink counting = new AllocationSink();
        sink = counting;
        Path file = directory.resolve("allocations.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.ObjectAllocationInNewTLAB").withStackTrace();
            recording.enable("jdk.ObjectAllocationOutsideTLAB").withStackTrace();
            counting.whenMeasured = recording::start;

            run(choice, address, new Budget(WARM_UP + MEASURED + RECORDED, 0, 0, 0));

            recording.stop();
            recording.dump(file);
        }

        long bytes = counting.bytesOfMeasured() / MEASURED;
        System.out.println("allocated per attempt, " + choice + ": " + bytes + " bytes");
        assertThat(counting.failures).isZero();
        assertThat(bytes).isPositive().isLessThanOrEqualTo(allowedBytes);
        Map<String, Long> sampled = sampled(file);
        assertThat(sampled).isNotEmpty();
        // The channel, and the array that its pipeline takes handlers in, are Netty's ways.
        assertThat(sampled.keySet())
                .noneMatch(what -> what.contains(" in org.conntorture.") && !what.matches("(\\[L)?io[.]netty[.].*"));
    }

    /** How often the loop's thread was seen allocating: {@code CLASS in METHOD}, the method that says new. */
    private static Map<String, Long> sampled(Path file) throws IOException {
        Map<String, Long> counts = new TreeMap<>();
        try (RecordingFile events = new RecordingFile(file)) {
            while (events.hasMoreEvents()) {
                RecordedEvent event = events.readEvent();
                if (event.getThread() != null
                        && event.getThread().getJavaName().startsWith("multiThreadIoEventLoopGroup")) {
                    counts.merge(
                            event.getClass("objectClass").getName() + " in " + method(event.getStackTrace()),
                            1L,
                            Long::sum);
                }
            }
        }
        return counts;
    }

    private static String method(RecordedStackTrace trace) {
        if (trace == null) {
            return "?";
        }
        RecordedFrame top = trace.getFrames().get(0);
        return top.getMethod().getType().getName() + "." + top.getMethod().getName();
    }

    /** The recorder of a run, and the bytes that the thread has allocated up to two attempts. */
    private static final class AllocationSink implements AttemptSink {
        private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        private final LoopRecorder recorder = new LoopRecorder();
        private Runnable whenMeasured = () -> {};
        private int ended;
        private int failures;
        private long warmBytes;
        private long measuredBytes;

        @Override
        public void ended(Attempt attempt) {
            recorder.ended(attempt);
            failures += attempt.failure == null ? 0 : 1;
            ended++;
            if (ended == WARM_UP) {
                warmBytes = allocated();
            } else if (ended == WARM_UP + MEASURED) {
                measuredBytes = allocated();
                whenMeasured.run();
            }
        }

        private long allocated() {
            return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        }

        long bytesOfMeasured() {
            return measuredBytes - warmBytes;
        }
    }
}
