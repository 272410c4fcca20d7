package org.conntorture.worker;

import io.netty.channel.IoEventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
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
import org.conntorture.plan.Load;
import org.conntorture.plan.Pacer;
import org.conntorture.plan.Shard;
import org.conntorture.plan.TransportChoice;
import org.conntorture.support.LoadSketch;
import org.junit.jupiter.api.AfterEach;

/** A load against real sockets, as {@link #load} says, on the transport a test asks for; {@link #seen} is what came of it. */
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

    final LoadSketch load = new LoadSketch();
    boolean selfConnectPossible;
    AttemptSink sink = new Sink();
    MultiThreadIoEventLoopGroup group;
    IoEventLoop eventLoop;

    {
        load.workers = 3;
    }

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
        load.transport = choice;
        Load whole = load.build();
        Transport transport =
                Transport.choose(choice, whole.hasOnePlainExchange() && remote instanceof InetSocketAddress);
        group = new MultiThreadIoEventLoopGroup(1, transport.handlerFactory(whole.workers()));
        eventLoop = group.next();
        Connector connector = new Connector(transport, eventLoop, remote, whole, 0, selfConnectPossible);
        Pacer pacer = whole.isOpenLoop() ? whole.pacer(0, Shard.WHOLE) : null;
        LoadLoop loop = new LoadLoop(eventLoop, 0, whole.workers(), whole, pacer, budget, connector, sink);
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
