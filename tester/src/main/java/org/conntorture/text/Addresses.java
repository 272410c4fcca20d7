package org.conntorture.text;

import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Where a socket is. */
public final class Addresses {
    private Addresses() {}

    /** {@code 127.0.0.1:80}, {@code [0:0:0:0:0:0:0:1]:80} or {@code unix:/run/server.sock}. */
    public static String of(SocketAddress address) {
        if (!(address instanceof InetSocketAddress inet)) {
            return "unix:" + address;
        }
        String host = inet.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + inet.getPort();
    }
}
