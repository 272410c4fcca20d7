package org.conntorture.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes OTLP pushes over HTTP and reads as much of the protobuf as the metrics' names and the values of sums. */
final class OtlpReceiver implements AutoCloseable {
    private static final String PATH = "/v1/metrics";

    private final List<Map<String, Double>> pushes = new ArrayList<>();
    private final List<String> others = new ArrayList<>();
    private final HttpServer server;

    OtlpReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.createContext("/", this::take);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + PATH;
    }

    private synchronized void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String asked = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type");
            if (asked.equals("POST " + PATH + " application/x-protobuf")) {
                pushes.add(metrics(exchange.getRequestBody().readAllBytes()));
            } else {
                others.add(asked);
            }
            exchange.sendResponseHeaders(200, -1);
        }
    }

    /** Each push: what a metric's points add up to, or NaN where it is no sum. */
    synchronized List<Map<String, Double>> pushes() {
        return List.copyOf(pushes);
    }

    /** Requests that were no push. */
    synchronized List<String> others() {
        return List.copyOf(others);
    }

    /** The field numbers are those of opentelemetry/proto/metrics/v1/metrics.proto. */
    private static Map<String, Double> metrics(byte[] request) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (ByteBuffer resource : messages(ByteBuffer.wrap(request), 1)) {
            for (ByteBuffer scope : messages(resource, 2)) {
                for (ByteBuffer metric : messages(scope, 2)) {
                    String name = StandardCharsets.UTF_8
                            .decode(messages(metric, 1).get(0))
                            .toString();
                    metrics.put(name, sum(messages(metric, 7)));
                }
            }
        }
        return metrics;
    }

    private static double sum(List<ByteBuffer> sums) {
        double total = sums.isEmpty() ? Double.NaN : 0;
        for (ByteBuffer sum : sums) {
            for (ByteBuffer point : messages(sum, 1)) {
                for (ByteBuffer value : messages(point, 4)) {
                    total += value.order(ByteOrder.LITTLE_ENDIAN).getDouble();
                }
            }
        }
        return total;
    }

    /** What is in the fields of that number. */
    private static List<ByteBuffer> messages(ByteBuffer message, int number) {
        List<ByteBuffer> found = new ArrayList<>();
        ByteBuffer rest = message.duplicate();
        while (rest.hasRemaining()) {
            long tag = varint(rest);
            int length = switch ((int) tag & 7) {
                case 0 -> varintLength(rest);
                case 1 -> 8;
                case 2 -> (int) varint(rest);
                case 5 -> 4;
                default -> throw new IllegalArgumentException("no protobuf: wire type " + (tag & 7));
            };
            if (tag >> 3 == number) {
                found.add(rest.slice(rest.position(), length));
            }
            rest.position(rest.position() + length);
        }
        return found;
    }

    private static int varintLength(ByteBuffer rest) {
        int begin = rest.position();
        varint(rest);
        int length = rest.position() - begin;
        rest.position(begin);
        return length;
    }

    private static long varint(ByteBuffer rest) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte octet = rest.get();
            value |= (long) (octet & 0x7f) << shift;
            if (octet >= 0) {
                return value;
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
