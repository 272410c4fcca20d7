package org.conntorture.selftest;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Buffer;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A listener with what the JDK cannot ask of one: options by their number, and a second listen() with another backlog.
 * Part of {@link FaultServer}; serves one connection after the other on the calling thread.
 */
final class RawListener {
    /** Numbers of include/uapi/asm-generic/socket.h and linux/tcp.h. */
    private static final int SOL_SOCKET = 1;

    private static final int SO_ATTACH_FILTER = 26;
    private static final int IPPROTO_TCP = 6;
    private static final int TCP_DEFER_ACCEPT = 9;
    /** BPF_RET | BPF_K of linux/bpf_common.h. */
    private static final short RETURN_CONSTANT = 6;

    private final FaultOptions options;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);

    RawListener(FaultOptions options) {
        this.options = options;
    }

    void run() throws Exception {
        Epoll.ensureAvailability();
        Socket listener = Socket.newSocketStream();
        listener.setReuseAddress(true);
        listener.bind(options.address());
        listener.listen(options.number("backlog", 64));
        switch (options.kind()) {
            case "defer-accept" -> listener.setIntOpt(IPPROTO_TCP, TCP_DEFER_ACCEPT, options.number("seconds", 30));
            case "socket-filter" -> dropEverything(listener);
            default -> {}
        }
        Files.createFile(options.ready());
        if (options.kind().equals("listen-again")) {
            awaitFile(Path.of("listen-again"));
            listener.listen(options.number("again", 1));
            Files.createFile(Path.of("listened-again"));
            awaitFile(Path.of("accept"));
        }
        serveAll(listener);
    }

    /** A classic BPF program of one instruction: keep 0 bytes of every packet. */
    private static void dropEverything(Socket listener) throws IOException {
        ByteBuffer program =
                ByteBuffer.allocateDirect(8).order(ByteOrder.nativeOrder()).putShort(0, RETURN_CONSTANT);
        ByteBuffer description = ByteBuffer.allocateDirect(16)
                .order(ByteOrder.nativeOrder())
                .putShort(0, (short) 1)
                .putLong(8, Buffer.memoryAddress(program));
        listener.setRawOpt(SOL_SOCKET, SO_ATTACH_FILTER, description);
    }

    private void serveAll(Socket listener) throws Exception {
        byte[] address = new byte[26];
        while (true) {
            int descriptor = listener.accept(address);
            if (descriptor < 0) {
                Thread.sleep(2);
            } else {
                echoOnce(new Socket(descriptor));
            }
        }
    }

    private void echoOnce(Socket connection) throws Exception {
        buffer.clear();
        try {
            int count = connection.read(buffer, 0, buffer.capacity());
            for (int tries = 0; count == 0 && tries < 50; tries++) {
                Thread.sleep(2);
                count = connection.read(buffer, 0, buffer.capacity());
            }
            if (count > 0) {
                connection.write(buffer, 0, count);
            }
        } catch (IOException clientGone) {
            return;
        } finally {
            connection.close();
        }
    }

    private static void awaitFile(Path file) throws InterruptedException {
        while (!Files.exists(file)) {
            Thread.sleep(5);
        }
    }
}
