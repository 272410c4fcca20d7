package org.conntorture.capture;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** A tester that captures, in a process of its own. Arguments: what to do, directory, port. */
final class CaptureMain {
    private static final int CONNECT_TIMEOUT_MS = 2500;

    private CaptureMain() {}

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "whyNot" -> System.out.println(Capture.whyNot().orElse("it can"));
            case "wait" -> startAndWait(Path.of(arguments[1]));
            default -> connect(Path.of(arguments[1]), Integer.parseInt(arguments[2]));
        }
    }

    private static void startAndWait(Path directory) throws IOException {
        Capture.start(directory, List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 9)));
        System.out.println("started");
        System.in.readAllBytes();
    }

    /** Two connects to a port that swallows SYNs; the packets of the second one. */
    private static void connect(Path directory, int port) throws IOException {
        InetSocketAddress target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try (Capture capture = Capture.start(directory, List.of(target));
                Socket other = new Socket();
                Socket socket = new Socket()) {
            other.bind(new InetSocketAddress(target.getAddress(), 0));
            socket.bind(new InetSocketAddress(target.getAddress(), 0));
            // Once the connect has failed, the socket does not tell any more.
            InetSocketAddress source = (InetSocketAddress) socket.getLocalSocketAddress();
            Thread alongside = new Thread(() -> connect(other, target));
            alongside.start();
            Instant from = Instant.now();
            connect(socket, target);
            Instant to = Instant.now();
            PacketTimeline timeline =
                    capture.extract(7, source, target, from, to).orElseThrow();
            System.out.println(timeline.packets() + " packets in " + timeline.file());
            System.out.println(timeline.text());
        }
    }

    private static void connect(Socket socket, InetSocketAddress target) {
        try {
            socket.connect(target, CONNECT_TIMEOUT_MS);
            throw new IllegalStateException("was connected");
        } catch (SocketTimeoutException asExpected) {
            return;
        } catch (IOException other) {
            throw new IllegalStateException(other);
        }
    }
}
