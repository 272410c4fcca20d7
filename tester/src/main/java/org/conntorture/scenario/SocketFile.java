package org.conntorture.scenario;

import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code unix:/path}, the address of a unix socket as nginx and HAProxy write it. */
final class SocketFile {
    /** sun_path of include/uapi/linux/un.h, less the zero at its end. */
    private static final int MOST_BYTES = 107;

    private static final Pattern FORM = Pattern.compile("unix:(?://(?=/))?(.*)");

    private SocketFile() {}

    static boolean isMeantBy(String text) {
        return text.startsWith("unix:");
    }

    static UnixDomainSocketAddress parse(String text) {
        Matcher form = FORM.matcher(text);
        String path = form.matches() ? form.group(1) : "";
        if (!path.startsWith("/") || path.endsWith("/")) {
            throw new IllegalArgumentException(
                    "'" + text + "' has no absolute path of a file; write unix:/path/to/socket");
        }
        int bytes = path.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MOST_BYTES) {
            throw new IllegalArgumentException("'" + text + "' is " + bytes + " bytes long and the kernel takes "
                    + MOST_BYTES + "; a symbolic link to its directory makes it shorter");
        }
        return UnixDomainSocketAddress.of(path);
    }
}
