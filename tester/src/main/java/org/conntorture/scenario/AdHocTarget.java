package org.conntorture.scenario;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.conntorture.plan.Origin;
import org.conntorture.plan.Role;
import org.conntorture.plan.Target;

/**
 * A target as given on the command line.
 *
 * @param text as given
 * @param path of an http:// target, else null
 */
record AdHocTarget(String text, InetSocketAddress address, String path) {
    private static final Pattern WITH_SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/?]*)(.*)");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,57}");
    private static final int HTTP_PORT = 80;

    static AdHocTarget parse(String text) {
        Matcher matcher = WITH_SCHEME.matcher(text);
        if (!matcher.matches()) {
            return new AdHocTarget(text, bare(text), null);
        }
        String path = matcher.group(3);
        return switch (matcher.group(1).toLowerCase(Locale.ROOT)) {
            case "http" -> new AdHocTarget(text, HostPort.resolve(matcher.group(2), HTTP_PORT), httpPath(path));
            case "tcp" -> new AdHocTarget(text, bare(matcher.group(2) + path), null);
            default ->
                throw new IllegalArgumentException("'" + text + "': " + matcher.group(1)
                        + ":// is not supported; write host:port, tcp://host:port or http://host[:port]/path");
        };
    }

    boolean isHttp() {
        return path != null;
    }

    Target target(Role role) {
        return new Target(name(), role, new Origin.Address(address), false, Map.of(), null, null);
    }

    /** A {@code host-port} that can name files; the address stands for a host that cannot. */
    private String name() {
        String host = address.getHostString();
        if (!NAME.matcher(host).matches()) {
            host = literal(address.getAddress());
        }
        return host + "-" + address.getPort();
    }

    /** {@code 127.0.0.1}, or {@code 0-0-0-0-0-0-0-1} for ::1. */
    private static String literal(InetAddress address) {
        return address.getHostAddress().replace(':', '-').replace('%', '_');
    }

    private static InetSocketAddress bare(String text) {
        if (text.contains("/")) {
            throw new IllegalArgumentException("'" + text + "' has a path; for HTTP write http://" + text);
        }
        return HostPort.resolve(text, 0);
    }

    private static String httpPath(String path) {
        return path.startsWith("/") ? path : "/" + path;
    }
}
