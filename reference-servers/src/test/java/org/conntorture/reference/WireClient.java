package org.conntorture.reference;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A blocking client that says what the wire showed; the tests of this package use it on their own thread. */
final class WireClient implements AutoCloseable {
    static final String REQUEST = "hello\n";
    static final Duration LONG = Duration.ofMinutes(5);

    /** How a reply ended: all of it came, or the server closed, or reset, or nothing more came in time. */
    enum Ending {
        COMPLETE,
        FIN,
        RST,
        SILENCE
    }

    record Reply(String text, Ending ending) {}

    private final Socket socket = new Socket();

    WireClient(InetSocketAddress server) throws IOException {
        socket.connect(server, (int) LONG.toMillis());
    }

    static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** One attempt as the tester makes it: connect, write, read the echo, close. */
    static Reply attempt(InetSocketAddress server, Duration patience) throws IOException {
        try (WireClient client = new WireClient(server)) {
            return client.send(REQUEST).reply(REQUEST.length(), patience);
        }
    }

    WireClient send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    Reply reply(int length, Duration patience) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Ending ending = read(bytes, length, patience);
        return new Reply(bytes.toString(StandardCharsets.US_ASCII), ending);
    }

    private Ending read(ByteArrayOutputStream bytes, int length, Duration patience) throws IOException {
        socket.setSoTimeout((int) patience.toMillis());
        try {
            while (bytes.size() < length) {
                int next = socket.getInputStream().read();
                if (next < 0) {
                    return Ending.FIN;
                }
                bytes.write(next);
            }
            return Ending.COMPLETE;
        } catch (SocketTimeoutException silence) {
            return Ending.SILENCE;
        } catch (SocketException reset) {
            return Ending.RST;
        }
    }

    Socket socket() {
        return socket;
    }

    void closeWithReset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
