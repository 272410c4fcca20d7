package org.conntorture.attempt;

import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLException;
import org.conntorture.plan.Tls;

/** Makes the TLS side of each connection of one event loop, by the JDK's provider. */
public final class TlsClient {
    private static final int REMEMBERED_SESSIONS = 1;
    /** For a server that reads no more. */
    private static final int MOST_FAREWELL_MS = 100;

    private final Tls tls;
    private final SslContext context;
    private int uniquePort;

    /** @throws IllegalArgumentException with one sentence where a certificate or key file is of no use */
    public TlsClient(Tls tls) {
        this.tls = tls;
        SslContextBuilder builder = SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .sessionCacheSize(REMEMBERED_SESSIONS)
                .endpointIdentificationAlgorithm(tls.insecure() ? null : "HTTPS");
        if (tls.insecure()) {
            builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
        } else if (tls.caCert() != null) {
            read("cacert", tls.caCert(), () -> builder.trustManager(tls.caCert().toFile()));
        }
        if (tls.cert() != null) {
            requireReadable("key", tls.key());
            read(
                    "cert or key",
                    tls.cert(),
                    () -> builder.keyManager(tls.cert().toFile(), tls.key().toFile()));
        }
        if (!tls.alpn().isEmpty()) {
            builder.applicationProtocolConfig(new ApplicationProtocolConfig(
                    Protocol.ALPN,
                    SelectorFailureBehavior.NO_ADVERTISE,
                    SelectedListenerFailureBehavior.ACCEPT,
                    tls.alpn()));
        }
        try {
            this.context = builder.build();
        } catch (SSLException refused) {
            throw new IllegalArgumentException("TLS cannot be set up: " + refused.getMessage(), refused);
        }
    }

    private static void read(String what, Path file, Runnable reading) {
        requireReadable(what, file);
        try {
            reading.run();
        } catch (IllegalArgumentException notPem) {
            throw new IllegalArgumentException(
                    what + " " + file + " is not in PEM form"
                            + (what.equals("cacert") ? "" : ", or the key is no PKCS#8 one without a password")
                            + "; openssl converts it",
                    notPem);
        }
    }

    private static void requireReadable(String what, Path file) {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException(what + " file '" + file + "' cannot be read");
        }
    }

    /**
     * A handler for a new connection.
     *
     * <p>The JDK looks a session up by host and port alone and has no other switch, so a port that is not repeated makes
     * each handshake a full one; the name is what SNI and the check of the certificate need.
     */
    SslHandler newHandler(DuplexChannel channel, InetSocketAddress remote) {
        String name = tls.serverName() != null ? tls.serverName() : remote.getHostString();
        int port = tls.resume() ? remote.getPort() : ++uniquePort;
        SslHandler handler = context.newHandler(channel.alloc(), name, port);
        // Its time-outs are the loop's deadlines.
        handler.setHandshakeTimeoutMillis(0);
        handler.setCloseNotifyFlushTimeoutMillis(MOST_FAREWELL_MS);
        return handler;
    }
}
