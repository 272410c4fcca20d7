package org.conntorture.attempt;

import io.netty.channel.IoEventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.conntorture.outcome.Attempt;
import org.conntorture.plan.CloseMode;
import org.conntorture.plan.Load;
import org.conntorture.plan.Workload;

/**
 * All that the attempts of one event loop share: what is said, how often, from where, and the wires that carry it. Made before
 * the load starts, used on the loop, closed when the load is done.
 */
public final class Connector implements AutoCloseable {
    /** For one attempt: a search through every port of every address would be a stall. */
    private static final int MOST_SOURCES_TRIED = 1000;

    private static final int LEAST_READ_BYTES = 64;
    /** For the words of a refusal. */
    private static final int WORDS_READ_BYTES = 512;
    /** For replies whose length the request does not tell. */
    private static final int USUAL_READ_BYTES = 8192;

    private final SocketAddress remote;
    private final Load load;
    private final SharedBytes request;
    private final SharedBytes lastRequest;
    private final SourceAddresses sources;
    private final boolean selfConnectPossible;
    private final Wires wires;

    /**
     * @param loopIndex of this loop among the {@code load.threads()}
     * @param selfConnectPossible whether a source port may equal the target's, which makes each connect worth a look
     */
    public Connector(
            Transport transport,
            IoEventLoop loop,
            SocketAddress remote,
            Load load,
            int loopIndex,
            boolean selfConnectPossible) {
        this.remote = remote;
        this.load = load;
        InetSocketAddress named = remote instanceof InetSocketAddress inet ? inet : localhost(secures());
        this.request = new SharedBytes(requestBytes(load, named, false));
        this.lastRequest = new SharedBytes(requestBytes(load, named, true));
        this.wires = transport.hasBareSockets() && load.hasOnePlainExchange() && remote instanceof InetSocketAddress
                ? new BareSockets(transport, loop, named, load, readBytes())
                : new Channels(transport, loop, remote, named, load, readBytes());
        this.sources = load.sources().isKernels()
                ? null
                : new SourceAddresses(load.sources(), anyLocal(), loopIndex, load.threads());
        this.selfConnectPossible = selfConnectPossible;
    }

    /** What a unix socket is called in what is said on it: a proxy's Host header, and no port. */
    private static InetSocketAddress localhost(boolean secure) {
        return new InetSocketAddress("localhost", secure ? HttpText.HTTPS_PORT : HttpText.HTTP_PORT);
    }

    private static InetAddress anyLocal() {
        return new InetSocketAddress(0).getAddress();
    }

    /** What an attempt of {@code load} writes first. @param named the other end, for a Host header @param last of its connection */
    public static byte[] requestBytes(Load load, InetSocketAddress named, boolean last) {
        Workload workload = load.workload();
        return switch (workload.kind()) {
            case ECHO, CLOSE, REPLY, EOF -> workload.payload().bytes();
            case CONNECT -> new byte[0];
            case REQUEST -> HttpText.request(workload, named, load.manners().tls() != null, last);
        };
    }

    private int readBytes() {
        Workload.Kind kind = load.workload().kind();
        int least = kind == Workload.Kind.REPLY ? WORDS_READ_BYTES : LEAST_READ_BYTES;
        return secures() || kind.takesHttp()
                ? USUAL_READ_BYTES
                : Math.max(least, Math.min(1 << 16, request.length() + 1));
    }

    /** Frees what the connections shared; nothing may be open any more. */
    @Override
    public void close() {
        wires.close();
        request.close();
        lastRequest.close();
    }

    /** The attempts of a worker of this loop. */
    public AttemptMachine newMachine(ConnectionOwner owner, Attempt attempt) {
        return new AttemptMachine(this, wires, owner, attempt);
    }

    /** Ends the attempts that are over and wait for their turn to be closed; on the loop. */
    public void endWhatIsOver() {
        wires.endWhatIsOver();
    }

    /** A new exchange for a worker of this loop. */
    Exchange newExchange() {
        if (load.closeMode() == CloseMode.ABANDON) {
            return new PlainExchange(lastRequest);
        }
        Workload workload = load.workload();
        return switch (workload.kind()) {
            case ECHO -> new EchoExchange(request);
            case CLOSE, CONNECT -> new PlainExchange(request);
            case REPLY ->
                load.closeMode() == CloseMode.HALF_CLOSE
                        ? new EofExchange(request, true)
                        : new ReplyExchange(request, workload.expectedReply());
            case EOF -> new EofExchange(request, false);
            case REQUEST ->
                new HttpExchange(
                        request,
                        lastRequest,
                        workload.http().method().equals("HEAD"),
                        workload.http().status());
        };
    }

    /** How many there are on each connection. */
    int exchanges() {
        return load.manners().requestsPerConnection() + (holds() ? 1 : 0);
    }

    /** Whether a connection is held idle before its last exchange. */
    boolean holds() {
        return load.closeMode() == CloseMode.KEEP;
    }

    CloseMode closeMode() {
        return load.closeMode();
    }

    /** Whether exchanges are over TLS. */
    boolean secures() {
        return load.manners().tls() != null;
    }

    SocketAddress remote() {
        return remote;
    }

    boolean selfConnectPossible() {
        return selfConnectPossible;
    }

    /** The local end to bind, or null for the kernel's choice. */
    InetSocketAddress nextSource() {
        return sources == null ? null : sources.next();
    }

    /** Whether there may be a free one among the sources asked for, after {@code taken} that others hold. */
    boolean hasOtherSources(int taken) {
        return sources != null && taken < Math.min(sources.count(), MOST_SOURCES_TRIED);
    }
}
