package org.conntorture.attempt;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.conntorture.plan.Workload;

/** An HTTP/1.1 request as bytes; made once, before the load. */
final class HttpText {
    static final int HTTP_PORT = 80;
    static final int HTTPS_PORT = 443;

    private HttpText() {}

    /** @param last of its connection, which the server is asked to close then */
    static byte[] request(Workload workload, InetSocketAddress remote, boolean secure, boolean last) {
        Workload.Http http = workload.http();
        StringBuilder head = new StringBuilder(http.method() + " " + http.path() + " HTTP/1.1\r\n");
        addUnlessGiven(head, http.headers(), "Host", host(remote, secure ? HTTPS_PORT : HTTP_PORT));
        addUnlessGiven(head, http.headers(), "User-Agent", "conntorture");
        addUnlessGiven(head, http.headers(), "Accept", "*/*");
        http.headers().forEach((name, value) -> add(head, name, value));
        byte[] body = workload.payload().bytes();
        if (body.length > 0) {
            add(head, "Content-Length", Integer.toString(body.length));
        }
        if (last) {
            add(head, "Connection", "close");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }

    private static void addUnlessGiven(StringBuilder head, Map<String, String> given, String name, String value) {
        if (given.keySet().stream().noneMatch(name::equalsIgnoreCase)) {
            add(head, name, value);
        }
    }

    private static void add(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }

    /** The name it was given by, and the port where it is not the scheme's own. */
    private static String host(InetSocketAddress remote, int schemePort) {
        String name = remote.getHostString();
        String host = name.contains(":") ? "[" + name + "]" : name;
        return remote.getPort() == schemePort ? host : host + ":" + remote.getPort();
    }
}
