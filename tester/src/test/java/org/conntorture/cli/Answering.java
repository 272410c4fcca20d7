package org.conntorture.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Answers each connection with a fixed text, echoes where it is null, and closes at once where it is empty. */
final class Answering implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 511, InetAddress.getLoopbackAddress());

    Answering(String text) throws IOException {
        Thread thread = new Thread(() -> serve(text), "answering");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(String text) {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
                byte[] request = new byte[64];
                int count = socket.getInputStream().read(request);
                if (count > 0) {
                    socket.getOutputStream()
                            .write(
                                    text == null
                                            ? java.util.Arrays.copyOf(request, count)
                                            : text.getBytes(StandardCharsets.US_ASCII));
                }
            } catch (IOException reset) {
                continue;
            }
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
