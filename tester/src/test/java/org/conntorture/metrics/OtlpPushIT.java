package org.conntorture.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.conntorture.plan.LoadSettings;
import org.conntorture.scenario.AdHocPlanner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpPushIT {
    private static final RunMetrics METRICS = new RunMetrics(
            new AdHocPlanner().plan(List.of("127.0.0.1:9"), List.of(), LoadSettings.NONE), "1.2.3", Set.of());

    private static OtlpPush push(int port) {
        return new OtlpPush(URI.create("http://127.0.0.1:" + port + "/v1/metrics"), "1.2.3", METRICS::picture);
    }

    @Test
    void shouldPushAtOnceAndAtTheEnd() throws Exception {
        AtomicInteger pushes = new AtomicInteger();
        HttpServer receiver = receiver(200, pushes);
        try {
            OtlpPush push = push(receiver.getAddress().getPort());
            await().until(() -> pushes.get() == 1);
            push.close();

            assertThat(pushes).hasValue(2);
            assertThat(push.trouble()).isNull();
        } finally {
            receiver.stop(0);
        }
    }

    private static HttpServer receiver(int status, AtomicInteger requests) throws Exception {
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        receiver.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.getResponseHeaders()
                    .set("Location", "http://127.0.0.1:" + receiver.getAddress().getPort() + "/other");
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        receiver.start();
        return receiver;
    }

    /** A redirect is one more place than was asked for. */
    @ParameterizedTest
    @ValueSource(ints = {301, 307, 404, 503})
    void shouldTellWhatAReceiverAnsweredAndAskNobodyElse(int status) throws Exception {
        AtomicInteger requests = new AtomicInteger();
        HttpServer receiver = receiver(status, requests);
        try (OtlpPush push = push(receiver.getAddress().getPort())) {
            await().until(() -> push.trouble() != null);

            assertThat(push.trouble()).endsWith(": status " + status + ". The run does not depend on it.");
            assertThat(requests).hasValue(1);
        } finally {
            receiver.stop(0);
        }
    }

    @Test
    void shouldEndWhileAReceiverNeverAnswers() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 16, InetAddress.getLoopbackAddress())) {
            OtlpPush push = push(silent.getLocalPort());
            push.close();

            assertThat(push.trouble()).contains("could not be pushed").contains("no answer in time");
        }
    }
}
