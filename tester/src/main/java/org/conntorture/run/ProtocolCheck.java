package org.conntorture.run;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One connection before an ad hoc echo run, to see whether the server speaks another protocol: better one sentence now
 * than thousands of wrong replies. Silence says nothing: it may be the very fault.
 */
public final class ProtocolCheck {
    private static final int TIMEOUT_MS = 1000;
    private static final int ENOUGH_BYTES = 16;
    private static final int TLS_ALERT = 0x15;

    private ProtocolCheck() {}

    /** What to tell the user if {@code address} answers {@code payload} in a protocol that is not echo. */
    public static Optional<String> otherProtocol(InetSocketAddress address, byte[] payload) {
        try (Socket socket = new Socket()) {
            socket.connect(address, TIMEOUT_MS);
            socket.setSoTimeout(TIMEOUT_MS);
            socket.getOutputStream().write(payload);
            return recognise(firstBytes(socket.getInputStream()), address);
        } catch (IOException noAnswer) {
            return Optional.empty();
        }
    }

    private static String firstBytes(InputStream in) throws IOException {
        StringBuilder bytes = new StringBuilder();
        byte[] buffer = new byte[ENOUGH_BYTES];
        try {
            while (bytes.length() < ENOUGH_BYTES) {
                int count = in.read(buffer);
                if (count < 0) {
                    break;
                }
                bytes.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException ended) {
            if (bytes.length() == 0) {
                throw ended;
            }
        }
        return bytes.toString();
    }

    private static Optional<String> recognise(String reply, InetSocketAddress address) {
        String where = address.getHostString() + ":" + address.getPort();
        if (reply.startsWith("HTTP/") || reply.startsWith("<html") || reply.startsWith("<!DOCTYPE")) {
            return Optional.of(where + " answers HTTP, not echo: run  conntorture run http://" + where + "/");
        }
        String protocol = reply.startsWith("SSH-")
                ? "SSH"
                : reply.startsWith("220 ") || reply.startsWith("220-")
                        ? "SMTP or FTP"
                        : !reply.isEmpty() && reply.charAt(0) == TLS_ALERT ? "TLS" : null;
        return Optional.ofNullable(protocol)
                .map(name -> where + " answers " + name + ", not echo: run  conntorture run " + where
                        + " --workload connect  (connects and closes, needs no reply)");
    }
}
