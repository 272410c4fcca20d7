package org.conntorture.worker;

import io.netty.channel.IoEventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.conntorture.attempt.Connector;
import org.conntorture.attempt.Transport;
import org.conntorture.outcome.Attempt;
import org.conntorture.outcome.AttemptSink;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;
import org.conntorture.plan.CloseMode;
import org.conntorture.plan.ConnectionUse;
import org.conntorture.plan.Ends;
import org.conntorture.plan.Load;
import org.conntorture.plan.Pacer;
import org.conntorture.plan.Payload;
import org.conntorture.plan.Shard;
import org.conntorture.plan.Sources;
import org.conntorture.plan.Stage;
import org.conntorture.plan.TransportChoice;
import org.conntorture.plan.Workload;
import org.junit.jupiter.api.AfterEach;

/** A load against real sockets, as its fields say, on the transport a test asks for; what came of it is in {@link #seen}. */
abstract class LoadOnRealSockets {
    /** What a sink saw of an attempt. */
    record Seen(
            long number,
            FailureKind failure,
            Phase phase,
            int errno,
            InetSocketAddress source,
            String detail,
            int replies,
            Attempt times,
            long ns) {}

    final List<Seen> seen = Collections.synchronizedList(new ArrayList<>());
    /** Replies before the last of their connection. */
    volatile int replied;

    Workload workload = new Workload(Workload.Kind.ECHO, Payload.DEFAULT, null);
    CloseMode closeMode = CloseMode.FIN;
    Sources sources = Sources.KERNEL;
    Duration connectTimeout = Duration.ofSeconds(10);
    Duration replyTimeout = Duration.ofSeconds(5);
    ConnectionUse manners = ConnectionUse.PLAIN;
    List<Stage> stages = List.of();
    double rate;
    int workers = 3;
    boolean selfConnectPossible;
    AttemptSink sink = new Sink();
    MultiThreadIoEventLoopGroup group;
    IoEventLoop eventLoop;

    @AfterEach
    void closeLoops() {
        if (group != null) {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        }
    }

    static int freePort() throws IOException {
        try (SocketChannel bound = SocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0))) {
            return ((InetSocketAddress) bound.getLocalAddress()).getPort();
        }
    }

    void run(TransportChoice choice, SocketAddress remote, Budget budget) throws Exception {
        start(choice, remote, budget).get();
    }

    CompletableFuture<Void> start(TransportChoice choice, SocketAddress remote, Budget budget) {
        Load load = new Load(
                workload,
                closeMode,
                workers,
                1,
                choice,
                rate,
                new Ends(1, null, 0),
                Duration.ZERO,
                connectTimeout,
                replyTimeout,
                sources,
                manners,
                stages);
        Transport transport =
                Transport.choose(choice, load.hasOnePlainExchange() && remote instanceof InetSocketAddress);
        group = new MultiThreadIoEventLoopGroup(1, transport.handlerFactory(workers));
        eventLoop = group.next();
        Connector connector = new Connector(transport, eventLoop, remote, load, 0, selfConnectPossible);
        Pacer pacer = load.isOpenLoop() ? load.pacer(0, Shard.WHOLE) : null;
        LoadLoop loop = new LoadLoop(eventLoop, 0, workers, load, pacer, budget, connector, sink);
        CompletableFuture<Void> done = loop.start();
        Ticker ticker = new Ticker(List.of(loop));
        ticker.start();
        return done.whenComplete((nothing, failure) -> {
            ticker.close();
            loop.release();
        });
    }

    /** A copy of the times, as the record is used again. */
    private static Attempt times(Attempt attempt) {
        Attempt copy = new Attempt();
        copy.openNs = attempt.openNs;
        copy.intendedNs = attempt.intendedNs;
        copy.connectedNs = attempt.connectedNs;
        copy.securedNs = attempt.securedNs;
        copy.requestNs = attempt.requestNs;
        copy.firstByteNs = attempt.firstByteNs;
        copy.repliedNs = attempt.repliedNs;
        copy.closingNs = attempt.closingNs;
        copy.endedNs = attempt.endedNs;
        return copy;
    }

    private final class Sink implements AttemptSink {
        @Override
        public void ended(Attempt attempt) {
            see(attempt);
        }

        @Override
        public void replied(Attempt attempt) {
            replied++;
        }
    }

    private void see(Attempt attempt) {
        seen.add(new Seen(
                attempt.number,
                attempt.failure,
                attempt.phase,
                attempt.errno,
                attempt.source,
                attempt.detail,
                attempt.replies,
                times(attempt),
                attempt.endedNs - attempt.openNs));
    }
}
