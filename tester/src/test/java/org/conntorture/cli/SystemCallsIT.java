package org.conntorture.cli;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.conntorture.Needs;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The cost of an attempt in what no noise changes: the system calls of the loop's thread, counted by strace over a thousand
 * attempts of one worker. A figure that falls is to be lowered here, one that rises needs a reason.
 */
class SystemCallsIT {
    private static final int WARM_UP = 200;
    private static final int COUNTED = 1000;
    private static final double ALLOWANCE = 1.05;
    /** The tick that wakes the loop, with what it takes to be woken, comes with the time and not with the attempts. */
    private static final double CALLS_A_TICK = 3;

    private static final double TICK_SECONDS = 0.01;
    /** The JVM's own. */
    private static final Set<String> UNCOUNTED =
            Set.of("futex", "rt_sigreturn", "rt_sigprocmask", "mprotect", "madvise");

    private static final Pattern LINE = Pattern.compile("(\\d+) +(\\d+\\.\\d+) (\\w+)\\(.*");

    @TempDir
    private Path directory;

    private record Call(String thread, double seconds, String name) {}

    @ParameterizedTest
    @CsvSource({
        // socket, connect, write, receive and wait, close; getsockname, as it might be connected to itself
        "io_uring, 6",
        // the same, with two calls to wait and one to read
        "epoll,    8",
        // Netty's channels: 4 getsockopt, 3 epoll_ctl, 2 getsockname, 2 fcntl, 2 epoll_wait, 1 of 8 others
        "nio,      21",
    })
    void shouldMakeNoMoreSystemCallsThanCommitted(String transport, double committed) throws Exception {
        Needs.tools("strace");

        List<Call> calls = ofLoop(traced(transport, 1));
        List<Call> counted = between(calls, WARM_UP, WARM_UP + COUNTED);

        double seconds =
                counted.get(counted.size() - 1).seconds() - counted.get(0).seconds();
        double allowed = committed * ALLOWANCE * COUNTED + CALLS_A_TICK * seconds / TICK_SECONDS;
        Map<String, Long> byName = counted.stream().collect(groupingBy(Call::name, TreeMap::new, counting()));
        assertThat((double) counted.size())
                .as("calls of %d attempts in %.1f s: %s", COUNTED, seconds, byName)
                .isBetween(committed * COUNTED * 0.9, allowed);
    }

    /** What came while one connection is closed and another opened has its time taken before the next is. */
    @ParameterizedTest
    @CsvSource({"io_uring, io_uring_enter", "epoll, epoll_p?wait2?"})
    void shouldLookAtWhatHasComeAfterEachClose(String transport, String look) throws Exception {
        Needs.tools("strace");

        List<String> order = between(ofLoop(traced(transport, 50)), WARM_UP, WARM_UP + COUNTED).stream()
                .map(Call::name)
                .filter(name -> name.equals("close") || name.matches(look))
                .toList();

        assertThat(order).filteredOn("close"::equals).hasSizeBetween(COUNTED - 50, COUNTED + 50);
        assertThat(IntStream.range(1, order.size()).filter(i -> isClose(order, i - 1) && isClose(order, i)))
                .isEmpty();
    }

    private static boolean isClose(List<String> order, int index) {
        return order.get(index).equals("close");
    }

    private List<Call> traced(String transport, int workers) throws IOException, InterruptedException {
        Path trace = directory.resolve("trace");
        try (Answering server = new Answering(null)) {
            Tester tester = Tester.start(
                    directory,
                    List.of("strace", "-f", "-qq", "-ttt", "-o", trace.toString()),
                    Map.of(),
                    "run",
                    "127.0.0.1:" + server.port(),
                    "--workload",
                    "echo",
                    "--transport",
                    transport,
                    "-c",
                    String.valueOf(workers),
                    "-t",
                    "1",
                    "-n",
                    String.valueOf(WARM_UP + COUNTED + workers),
                    "--no-evidence",
                    "-q",
                    "-o",
                    "result");
            assertThat(tester.exitCode()).as(tester.err()).isZero();
        }
        return Files.readAllLines(trace).stream()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .map(line -> new Call(line.group(1), Double.parseDouble(line.group(2)), line.group(3)))
                .toList();
    }

    /** Those of the thread that opens most sockets. */
    private static List<Call> ofLoop(List<Call> calls) {
        return calls.stream().collect(groupingBy(Call::thread)).values().stream()
                .max(Comparator.comparingLong(ofThread ->
                        ofThread.stream().filter(SystemCallsIT::opens).count()))
                .orElseThrow();
    }

    private static List<Call> between(List<Call> calls, int first, int end) {
        List<Integer> starts = IntStream.range(0, calls.size())
                .filter(i -> opens(calls.get(i)))
                .boxed()
                .toList();
        return calls.subList(starts.get(first), starts.get(end)).stream()
                .filter(call -> !UNCOUNTED.contains(call.name()))
                .toList();
    }

    private static boolean opens(Call call) {
        return call.name().equals("socket");
    }
}
