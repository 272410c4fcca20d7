package org.conntorture.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import io.netty.channel.uring.IoUringIoEvent;
import io.netty.channel.uring.IoUringIoHandle;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.conntorture.plan.TransportChoice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What this package relies on in Netty beyond what its interfaces promise. Where one of these fails after an upgrade, its
 * reason says what would break, and who has to be looked at. No socket here is bound or connected.
 */
class NettyAssumptionsTest {
    private MultiThreadIoEventLoopGroup group;

    @AfterEach
    void closeLoop() {
        if (group != null) {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        }
    }

    private IoEventLoop loop(IoHandlerFactory factory) {
        group = new MultiThreadIoEventLoopGroup(1, factory);
        return group.next();
    }

    private static void requireIoUring() {
        assumeTrue(Transport.IO_URING.unavailabilityCause() == null, "io_uring does not work here");
    }

    /** BareSockets gets from the group what it hands to executeAfterEventLoopIteration, which no interface has. */
    @Test
    void shouldHaveLoopsOfTheClassThatRunsTasksAfterALook() {
        assertThat(loop(NioIoHandler.newFactory())).isInstanceOf(SingleThreadIoEventLoop.class);
    }

    /**
     * BareSockets.endNext: a task given to executeAfterEventLoopIteration runs when the loop has done all others, and what it
     * hands to execute() waits until the loop has looked at what has come; else one close would follow the other.
     */
    @Test
    void shouldLookAtWhatHasComeBetweenTwoTasksOfWhichOneRanAfterAnIteration() throws Exception {
        requireEpoll();
        SingleThreadIoEventLoop loop = (SingleThreadIoEventLoop) loop(EpollIoHandler.newFactory());
        List<String> order = new ArrayList<>();
        FileDescriptor[] pipe = FileDescriptor.pipe();
        loop.submit(() -> {
                    IoRegistration reading =
                            loop.register(new ListedHandle(pipe[0], order)).getNow();
                    reading.submit(EpollIoOps.EPOLLIN.with(EpollIoOps.EPOLLET));
                    pipe[1].write(ByteBuffer.allocateDirect(1), 0, 1);
                    loop.execute(() -> order.add("task of the same iteration"));
                    loop.executeAfterEventLoopIteration(() -> {
                        order.add("after it");
                        loop.execute(() -> order.add("task of the next"));
                    });
                    return null;
                })
                .get();
        while (!loop.submit(() -> order.contains("task of the next")).get()) {
            Thread.onSpinWait();
        }

        assertThat(order).containsExactly("task of the same iteration", "after it", "what came", "task of the next");
        closeBoth(pipe);
    }

    private static void requireEpoll() {
        assumeTrue(Epoll.isAvailable(), "epoll does not work here");
    }

    private static void closeBoth(FileDescriptor[] pipe) throws Exception {
        pipe[0].close();
        pipe[1].close();
    }

    /** A handle of a descriptor that is no channel's. */
    private static final class ListedHandle implements EpollIoHandle {
        private final FileDescriptor descriptor;
        private final List<String> told;

        ListedHandle(FileDescriptor descriptor, List<String> told) {
            this.descriptor = descriptor;
            this.told = told;
        }

        @Override
        public FileDescriptor fd() {
            return descriptor;
        }

        @Override
        public void handle(IoRegistration registration, IoEvent event) {
            told.add("what came");
        }

        @Override
        public void close() {
            // The loop ends.
        }
    }

    /** BareSockets.register: on the loop the answer is there when the call is back. */
    @Test
    void shouldRegisterAHandleAtOnce() throws Exception {
        requireEpoll();
        IoEventLoop loop = loop(EpollIoHandler.newFactory());
        FileDescriptor[] pipe = FileDescriptor.pipe();
        boolean atOnce = loop.submit(() -> loop.register(new ListedHandle(pipe[0], new ArrayList<>()))
                        .isSuccess())
                .get();

        assertThat(atOnce).isTrue();
        closeBoth(pipe);
    }

    /**
     * EpollWire asks once for each time it waits, edge-triggered: submit() arms again what has told already, and what nobody
     * asked for again does not tell.
     */
    @Test
    void shouldTellOfAnEdgeOnceForEachSubmit() throws Exception {
        requireEpoll();
        IoEventLoop loop = loop(EpollIoHandler.newFactory());
        FileDescriptor[] pipe = FileDescriptor.pipe();
        List<String> told = new ArrayList<>();
        IoRegistration registration = loop.submit(() -> {
                    pipe[1].write(ByteBuffer.allocateDirect(1), 0, 1);
                    return loop.register(new ListedHandle(pipe[0], told)).getNow();
                })
                .get();
        for (int times = 1; times <= 3; times++) {
            loop.submit(() -> registration.submit(EpollIoOps.EPOLLIN.with(EpollIoOps.EPOLLET)))
                    .get();
            for (int looks = 0; looks < 3; looks++) {
                loop.schedule(() -> {}, 1, TimeUnit.MILLISECONDS).get();
            }

            assertThat(loop.submit(told::size).get()).isEqualTo(times);
        }
        closeBoth(pipe);
    }

    /** EpollWire.shut: close() takes a socket from epoll, and cancel() asks the kernel nothing of one that says it is closed. */
    @Test
    void shouldForgetAClosedSocketWithoutACall() throws Exception {
        requireEpoll();
        IoEventLoop loop = loop(EpollIoHandler.newFactory());
        FileDescriptor[] pipe = FileDescriptor.pipe();
        ClosedDescriptor descriptor = new ClosedDescriptor(pipe[0].intValue());
        boolean cancelled = loop.submit(() -> loop.register(new ListedHandle(descriptor, new ArrayList<>()))
                        .getNow()
                        .cancel())
                .get();

        assertThat(cancelled).isTrue();
        assertThat(descriptor.asked).isPositive();
        closeBoth(pipe);
    }

    /** Says that it is closed, and counts how often it was asked. */
    private static final class ClosedDescriptor extends FileDescriptor {
        private volatile int asked;

        ClosedDescriptor(int number) {
            super(number);
        }

        @Override
        public boolean isOpen() {
            asked++;
            return false;
        }
    }

    /** NumberedSocket: newSocketStream0 is there for subclasses, and an object made for a number serves whatever has it next. */
    @Test
    void shouldServeOneSocketAfterTheOtherWithTheSameNumber() throws Exception {
        requireEpoll();
        NumberedSocket.Numbers numbers = new NumberedSocket.Numbers(SocketProtocolFamily.INET);
        Socket first = numbers.open();
        first.close();
        Socket second = numbers.open();
        while (second.intValue() != first.intValue()) {
            // Another thread of this JVM took the number meanwhile.
            second.close();
            first = numbers.open();
            first.close();
            second = numbers.open();
        }

        assertThat(second).isSameAs(first);
        assertThat(second.isOpen()).isTrue();
        assertThat(second.getSoError()).isZero();
        second.setReuseAddress(true);
        assertThat(second.isReuseAddress()).isTrue();
        second.close();
        assertThat(second.isOpen()).isFalse();
    }

    /** TcpInfo, ChannelWire.localEnd: an object for a number that is another's neither closes it nor minds what it is. */
    @Test
    void shouldAskASocketByItsNumberAlone() throws Exception {
        requireEpoll();
        Socket socket = new NumberedSocket.Numbers(SocketProtocolFamily.INET).open();
        ByteBuffer info = ByteBuffer.allocate(8);
        new Socket(socket.intValue()).getRawOpt(6, 11, info);

        // TCP_CLOSE, of include/net/tcp_states.h.
        assertThat(info.get(0)).isEqualTo((byte) 7);
        assertThat(Transport.assigned(new Socket(socket.intValue()).localAddress()))
                .isNull();
        assertThat(socket.isOpen()).isTrue();
        socket.close();
    }

    /** SharedBytes.addressOf: the address of the whole of a direct buffer is where its first byte is. */
    @Test
    void shouldFindTheFirstByteOfADirectBufferAtItsAddress() throws Exception {
        requireEpoll();
        FileDescriptor[] pipe = FileDescriptor.pipe();
        try (SharedBytes bytes = new SharedBytes("hello".getBytes(StandardCharsets.US_ASCII))) {
            pipe[1].writeAddress(bytes.address(), 0, bytes.length());
            ByteBuffer read = ByteBuffer.allocateDirect(5);
            pipe[0].read(read, 0, 5);

            assertThat(StandardCharsets.US_ASCII.decode(read.position(0)).toString())
                    .isEqualTo("hello");
        }
        closeBoth(pipe);
    }

    /** RingOperations: the numbers that Netty sends to the kernel are those of the kernel's own header. */
    @Test
    void shouldNumberTheOperationsAsNettyDoes() throws Exception {
        Class<?> numbers = Class.forName("io.netty.channel.uring.Native");

        assertThat(constant(numbers, "IORING_OP_POLL_ADD")).isEqualTo(RingOperations.POLL_ADD);
        assertThat(constant(numbers, "IORING_OP_ASYNC_CANCEL")).isEqualTo(RingOperations.ASYNC_CANCEL);
        assertThat(constant(numbers, "IORING_OP_SEND")).isEqualTo(RingOperations.SEND);
        assertThat(constant(numbers, "IORING_OP_RECV")).isEqualTo(RingOperations.RECV);
    }

    private static Object constant(Class<?> of, String name) throws Exception {
        var field = of.getDeclaredField(name);
        field.setAccessible(true);
        return field.get(null);
    }

    /**
     * RingWire: an operation of its own making is submitted as it is; submit() answers what cancels it, and both it and the
     * cancelling come back by their operation's number, the first with -ECANCELED.
     */
    @Test
    void shouldCancelAnOperationByWhatSubmitAnswered() throws Exception {
        requireIoUring();
        IoEventLoop loop = loop(Transport.choose(TransportChoice.IO_URING, true).handlerFactory(1));
        FileDescriptor[] pipe = FileDescriptor.pipe();
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        int pollIn = 1;
        loop.submit(() -> {
                    IoRegistration ring = loop.register(new RingHandle(told)).getNow();
                    long poll = ring.submit(RingOperations.poll(pipe[0].intValue(), pollIn));
                    return ring.submit(RingOperations.cancel(poll));
                })
                .get();

        assertThat(Arrays.asList(told.take(), told.take()))
                .containsExactlyInAnyOrder(RingOperations.POLL_ADD + " -125", RingOperations.ASYNC_CANCEL + " 0");
        closeBoth(pipe);
    }

    /** RingOperations: flags land where the kernel looks for them, as the arguments of IoUringIoOps are in this order. */
    @Test
    void shouldPollForTheEventsItWasGiven() throws Exception {
        requireIoUring();
        IoEventLoop loop = loop(Transport.choose(TransportChoice.IO_URING, true).handlerFactory(1));
        FileDescriptor[] pipe = FileDescriptor.pipe();
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        loop.submit(() -> loop.register(new RingHandle(told))
                        .getNow()
                        .submit(RingOperations.poll(pipe[1].intValue(), RingOperations.POLLOUT)))
                .get();

        assertThat(told.take()).isEqualTo(RingOperations.POLL_ADD + " " + RingOperations.POLLOUT);
        closeBoth(pipe);
    }

    private record RingHandle(BlockingQueue<String> told) implements IoUringIoHandle {
        @Override
        public void handle(IoRegistration registration, IoEvent event) {
            IoUringIoEvent completion = (IoUringIoEvent) event;
            told.add(completion.opcode() + " " + completion.res());
        }

        @Override
        public void close() {
            // The loop ends.
        }
    }

    /** HttpExchange: a decoder in a channel without a socket decodes within the call, reply after reply. */
    @Test
    void shouldDecodeOneReplyAfterTheOtherWithinTheCall() {
        EmbeddedChannel decoding = new EmbeddedChannel(new HttpResponseDecoder());
        for (int i = 0; i < 3; i++) {
            write(decoding, "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");

            assertThat(parts(decoding)).containsExactly("100", "end", "200", "end");
        }
    }

    /** HttpExchange: what is not HTTP, or endless, is told by its decoderResult and never thrown. */
    @Test
    void shouldTellWhatIsNotHttpByAResult() {
        for (String wrong : List.of("SSH-2.0-OpenSSH_9.2\r\n\r\n", "HTTP/1.1 200 OK\r\nX: " + "x".repeat(100_000))) {
            EmbeddedChannel decoding = new EmbeddedChannel(new HttpResponseDecoder());
            write(decoding, wrong);

            assertThat(((HttpObject) decoding.readInbound()).decoderResult().isFailure())
                    .isTrue();
        }
    }

    /** HttpExchange.closedByServer: finish() ends a reply without a length, and a cut one with PrematureChannelClosureException. */
    @Test
    void shouldEndAtTheCloseWhatTellsNoLength() {
        EmbeddedChannel until = new EmbeddedChannel(new HttpResponseDecoder());
        write(until, "HTTP/1.1 200 OK\r\n\r\nuntil");
        assertThat(parts(until)).containsExactly("200", "content");
        until.finish();
        assertThat(parts(until)).containsExactly("end");

        EmbeddedChannel cut = new EmbeddedChannel(new HttpResponseDecoder());
        write(cut, "HTTP/1.1 200 OK\r\nContent-Le");
        cut.finish();
        HttpObject told = cut.readInbound();
        assertThat(told.decoderResult().cause()).isInstanceOf(PrematureChannelClosureException.class);

        EmbeddedChannel shortened = new EmbeddedChannel(new HttpResponseDecoder());
        write(shortened, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\ncut");
        shortened.finish();
        assertThat(parts(shortened)).doesNotContain("end");
    }

    private static void write(EmbeddedChannel decoding, String text) {
        decoding.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }

    private static List<String> parts(EmbeddedChannel decoding) {
        List<String> parts = new ArrayList<>();
        for (HttpObject part = decoding.readInbound(); part != null; part = decoding.readInbound()) {
            parts.add(
                    part instanceof HttpResponse response
                            ? String.valueOf(response.status().code())
                            : part instanceof LastHttpContent ? "end" : "content");
            if (part instanceof HttpContent content) {
                content.release();
            }
        }
        return parts;
    }

    /** ChannelWire: the close future comes first and channelUnregistered last; closeDone and closedByServer rely on the order. */
    @Test
    void shouldUnregisterAChannelLast() {
        List<String> order = new ArrayList<>();
        EmbeddedChannel channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelInactive(ChannelHandlerContext context) {
                order.add("inactive");
            }

            @Override
            public void channelUnregistered(ChannelHandlerContext context) {
                order.add("unregistered");
            }
        });
        channel.closeFuture().addListener(closed -> order.add("closed"));
        channel.close();

        assertThat(order).containsExactly("closed", "inactive", "unregistered");
    }

    /** ChannelWire.write: what cannot be written with the void promise fails nothing by itself; the last event tells. */
    @Test
    void shouldKeepQuietOfAFailedWriteThatNobodyWaitsFor() {
        List<Throwable> caught = new ArrayList<>();
        EmbeddedChannel channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter() {
            @Override
            public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
                caught.add(cause);
            }
        });
        channel.close();
        ByteBuf bytes = Unpooled.copiedBuffer("x", StandardCharsets.US_ASCII);
        channel.writeAndFlush(bytes, channel.voidPromise());

        assertThat(caught).isEmpty();
        assertThat(bytes.refCnt()).isZero();
    }

    /** TlsFailures: clear text in answer to a handshake, and a close within it, are known by these classes. */
    @Test
    void shouldTellWhyAHandshakeFailed() throws Exception {
        SslHandler clear = handler();
        EmbeddedChannel answeredInClear = new EmbeddedChannel(clear, new IgnoringHandler());
        write(answeredInClear, "HTTP/1.1 400 Bad Request\r\n\r\n");
        assertThat(clear.handshakeFuture().cause()).isInstanceOf(NotSslRecordException.class);

        SslHandler closed = handler();
        new EmbeddedChannel(closed, new IgnoringHandler()).pipeline().fireChannelInactive();
        assertThat(closed.handshakeFuture().cause()).isInstanceOf(ClosedChannelException.class);
    }

    private static SslHandler handler() throws Exception {
        return SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .build()
                .newHandler(ByteBufAllocator.DEFAULT, "localhost", 1);
    }

    private static final class IgnoringHandler extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            // The handshake's future tells.
        }
    }
}
