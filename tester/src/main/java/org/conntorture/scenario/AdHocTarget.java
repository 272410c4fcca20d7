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
 * @param scheme tcp, tls, http or https
 * @param path of an http:// or https:// target, else null
 */
record AdHocTarget(String text, String scheme, InetSocketAddress address, String path) {
    private static final Pattern WITH_SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/?]*)(.*)");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,57}");
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    static AdHocTarget parse(String text) {
        Matcher matcher = WITH_SCHEME.matcher(text);
        if (!matcher.matches()) {
            return new AdHocTarget(text, "tcp", bare(text), null);
        }
        String scheme = matcher.group(1).toLowerCase(Locale.ROOT);
        String host = matcher.group(2);
        String path = matcher.group(3);
        return switch (scheme) {
            case "http" -> new AdHocTarget(text, scheme, HostPort.resolve(host, HTTP_PORT), httpPath(path));
            case "https" -> new AdHocTarget(text, scheme, HostPort.resolve(host, HTTPS_PORT), httpPath(path));
            case "tcp", "tls" -> new AdHocTarget(text, scheme, bare(host + path), null);
            default ->
                throw new IllegalArgumentException("'" + text + "': " + matcher.group(1)
                        + ":// is not supported; write host:port, tls://host:port or http[s]://host[:port]/path");
        };
    }

    boolean isSecure() {
        return scheme.equals("tls") || scheme.equals("https");
    }

    boolean hasScheme() {
        return text.contains("://");
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
