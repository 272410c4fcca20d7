package org.conntorture.scenario;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads {@code host:port} and resolves the host, once: a run must not move to another address in the middle. */
final class HostPort {
    private static final Pattern FORM = Pattern.compile("(?:\\[([^\\]]*)\\]|([^:\\[\\]]*))(?::([^:]*))?");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(?:%[A-Za-z0-9._-]+)?");

    private HostPort() {}

    /** @param defaultPort where none is given, or 0 if one must be */
    static InetSocketAddress resolve(String text, int defaultPort) {
        return resolveAll(text, defaultPort).get(0);
    }

    /** All addresses of the host that are of the first one's family: localhost is not ::1 too, where nobody may listen. */
    static List<InetSocketAddress> resolveAll(String text, int defaultPort) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    looksLikeIpv6(text)
                            ? "'" + text + "': an IPv6 address needs brackets, such as [::1]:8085"
                            : "'" + text + "' is not host:port, such as 127.0.0.1:8085");
        }
        boolean bracketed = form.group(1) != null;
        String host = bracketed ? form.group(1) : form.group(2);
        if (!(bracketed ? IPV6 : HOST).matcher(host).matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' has no valid host; write host:port, such as 127.0.0.1:8085");
        }
        int port = port(text, form.group(3), defaultPort);
        try {
            InetAddress[] all = InetAddress.getAllByName(host);
            return Stream.of(all)
                    .filter(address -> address.getClass() == all[0].getClass())
                    .distinct()
                    .map(address -> new InetSocketAddress(address, port))
                    .toList();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    "'" + text + "': unknown host '" + host + "'; check the spelling, or give its IP address", e);
        }
    }

    private static boolean looksLikeIpv6(String text) {
        return IPV6.matcher(text).matches();
    }

    private static int port(String text, String digits, int defaultPort) {
        if (digits == null && defaultPort != 0) {
            return defaultPort;
        }
        if (digits == null) {
            throw new IllegalArgumentException("'" + text + "' has no port; write " + text + ":PORT");
        }
        int port = digits.matches("[0-9]{1,5}") ? Integer.parseInt(digits) : 0;
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("'" + text + "': the port must be 1 to 65535, was '" + digits + "'");
        }
        return port;
    }
}
