package org.conntorture.scenario;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
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
 * @param oneOfSeveral whether its host has further addresses, so that only its address tells it from them
 * @param path of an http:// or https:// target, else null
 */
record AdHocTarget(String text, String scheme, SocketAddress address, boolean oneOfSeveral, String path) {
    private static final Pattern WITH_SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/?]*)(.*)");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,57}");
    private static final int MOST_NAME = 64;
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /** One for each address of its host, which is counted apart. */
    static List<AdHocTarget> parse(String text) {
        if (SocketFile.isMeantBy(text)) {
            return all(text, "tcp", List.of(SocketFile.parse(text)), null);
        }
        Matcher matcher = WITH_SCHEME.matcher(text);
        if (!matcher.matches()) {
            return all(text, "tcp", bare(text), null);
        }
        String scheme = matcher.group(1).toLowerCase(Locale.ROOT);
        String host = matcher.group(2);
        String path = matcher.group(3);
        if (host.equals("unix:")) {
            return List.of(behindScheme(text, scheme, path));
        }
        return switch (scheme) {
            case "http" -> all(text, scheme, HostPort.resolveAll(host, HTTP_PORT), httpPath(path));
            case "https" -> all(text, scheme, HostPort.resolveAll(host, HTTPS_PORT), httpPath(path));
            case "tcp", "tls" -> all(text, scheme, bare(host + path), null);
            default -> throw unsupported(text, scheme);
        };
    }

    /** {@code http://unix:/path/to/socket:/uri}, as nginx writes it. */
    private static AdHocTarget behindScheme(String text, String scheme, String rest) {
        int end = rest.indexOf(":/");
        String file = "unix:" + (end < 0 ? rest : rest.substring(0, end));
        String path = httpPath(end < 0 ? "" : rest.substring(end + 1));
        return switch (scheme) {
            case "http", "https" -> new AdHocTarget(text, scheme, SocketFile.parse(file), false, path);
            case "tcp", "tls" -> new AdHocTarget(text, scheme, SocketFile.parse("unix:" + rest), false, null);
            default -> throw unsupported(text, scheme);
        };
    }

    private static IllegalArgumentException unsupported(String text, String scheme) {
        return new IllegalArgumentException("'" + text + "': " + scheme + ":// is not supported; write host:port,"
                + " unix:/path, tls://host:port or http[s]://host[:port]/path");
    }

    private static List<AdHocTarget> all(
            String text, String scheme, List<? extends SocketAddress> addresses, String path) {
        return addresses.stream()
                .map(address -> new AdHocTarget(text, scheme, address, addresses.size() > 1, path))
                .toList();
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
        if (!(address instanceof InetSocketAddress inet)) {
            return name(address.toString());
        }
        String host = inet.getHostString();
        if (oneOfSeveral || !NAME.matcher(host).matches()) {
            host = literal(inet.getAddress());
        }
        return host + "-" + inet.getPort();
    }

    /** {@code run-app.sock} for /run/app.sock; the end of a long path. */
    private static String name(String path) {
        String plain = path.replaceAll("[^A-Za-z0-9._-]", "-");
        return plain.substring(Math.max(0, plain.length() - MOST_NAME)).replaceFirst("^[^A-Za-z0-9]+", "");
    }

    /** {@code 127.0.0.1}, or {@code 0-0-0-0-0-0-0-1} for ::1. */
    private static String literal(InetAddress address) {
        return address.getHostAddress().replace(':', '-').replace('%', '_');
    }

    private static List<InetSocketAddress> bare(String text) {
        if (text.contains("/")) {
            throw new IllegalArgumentException("'" + text + "' has a path; for HTTP write http://" + text);
        }
        return HostPort.resolveAll(text, 0);
    }

    private static String httpPath(String path) {
        return path.startsWith("/") ? path : "/" + path;
    }
}
