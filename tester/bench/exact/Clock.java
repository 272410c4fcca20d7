import io.netty.channel.IoEventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.conntorture.attempt.Connector;
import org.conntorture.attempt.Transport;
import org.conntorture.outcome.Attempt;
import org.conntorture.outcome.AttemptSink;
import org.conntorture.plan.CloseMode;
import org.conntorture.plan.ConnectionUse;
import org.conntorture.plan.Ends;
import org.conntorture.plan.Load;
import org.conntorture.plan.Payload;
import org.conntorture.plan.Sources;
import org.conntorture.plan.TransportChoice;
import org.conntorture.plan.Workload;
import org.conntorture.result.WallClock;
import org.conntorture.worker.Budget;
import org.conntorture.worker.LoadLoop;
import org.conntorture.worker.Ticker;

/**
 * The tester's hot path with a sink that keeps the times of each attempt: Clock TRANSPORT WORKERS ATTEMPTS HOST:PORT FILE.
 * A line for each, in the order in which they were opened: source port (0, as nobody asks for it), wall time of the open,
 * time to connect, time to read; nanoseconds. One loop opens one after the other, so their order is that of their SYNs.
 */
final class Clock {
    public static void main(String[] arguments) throws Exception {
        TransportChoice choice = TransportChoice.valueOf(arguments[0].toUpperCase());
        int workers = Integer.parseInt(arguments[1]);
        int attempts = Integer.parseInt(arguments[2]);
        String[] remote = arguments[3].split(":");
        Times times = new Times(attempts);
        WallClock clock = new WallClock();
        run(choice, workers, attempts, new InetSocketAddress(remote[0], Integer.parseInt(remote[1])), times);
        if (times.failures > 0) {
            throw new IllegalStateException(times.failures + " attempts failed");
        }
        times.write(Path.of(arguments[4]), clock);
    }

    private static void run(
            TransportChoice choice, int workers, int attempts, InetSocketAddress remote, AttemptSink sink)
            throws Exception {
        Load load = new Load(
                new Workload(Workload.Kind.ECHO, Payload.DEFAULT, null),
                CloseMode.FIN,
                workers,
                1,
                choice,
                0,
                new Ends(attempts, null, 0),
                Duration.ZERO,
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                Sources.KERNEL,
                ConnectionUse.PLAIN,
                List.of());
        Transport transport = Transport.choose(choice, load.hasOnePlainExchange());
        MultiThreadIoEventLoopGroup group =
                new MultiThreadIoEventLoopGroup(1, transport.handlerFactory(workers));
        IoEventLoop eventLoop = (IoEventLoop) group.next();
        Connector connector = new Connector(transport, eventLoop, remote, load, 0, false);
        LoadLoop loop = new LoadLoop(
                eventLoop, 0, workers, load, null, new Budget(attempts, 0, 0, 0), connector, sink);
        CompletableFuture<Void> done = loop.start();
        try (Ticker ticker = new Ticker(List.of(loop))) {
            ticker.start();
            done.get(60, TimeUnit.SECONDS);
        }
        loop.release();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private static final class Times implements AttemptSink {
        private final long[] openNs;
        private final long[] connectNs;
        private final long[] readNs;
        private int failures;

        Times(int attempts) {
            openNs = new long[attempts];
            connectNs = new long[attempts];
            readNs = new long[attempts];
        }

        @Override
        public void ended(Attempt attempt) {
            int index = (int) attempt.number - 1;
            if (attempt.failure != null) {
                failures++;
                return;
            }
            openNs[index] = attempt.openNs;
            connectNs[index] = attempt.connectedNs - attempt.openNs;
            readNs[index] = attempt.repliedNs - attempt.requestNs;
        }

        void write(Path file, WallClock clock) throws Exception {
            WallClock.Anchor anchor = clock.anchor();
            long anchorNs = anchor.time().getEpochSecond() * 1_000_000_000 + anchor.time().getNano();
            try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
                for (int i = 0; i < openNs.length; i++) {
                    out.println("0 " + (anchorNs + openNs[i] - anchor.nanoTime()) + " " + connectNs[i] + " " + readNs[i]);
                }
            }
        }
    }
}
