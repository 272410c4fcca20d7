package org.conntorture.attempt;

import io.netty.channel.unix.Errors;
import java.io.FileNotFoundException;
import java.net.NoRouteToHostException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.conntorture.outcome.Errno;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;

/** From what Netty or the JDK threw to errno, and from phase and errno to a failure kind. Pure; any thread. */
final class Failures {
    /** Netty's native transports tell the errno of a failed connect in the message alone. */
    private static final Pattern NATIVE = Pattern.compile("error\\(-(\\d+)\\)");

    /** The JDK tells no errno, but strerror's text; each is found somewhere in the message. */
    private static final Map<String, Integer> TEXTS = Map.ofEntries(
            Map.entry("Connection refused", Errno.ECONNREFUSED),
            Map.entry("Connection reset", Errno.ECONNRESET),
            Map.entry("Broken pipe", Errno.EPIPE),
            Map.entry("Cannot assign requested address", Errno.EADDRNOTAVAIL),
            Map.entry("Address already in use", Errno.EADDRINUSE),
            Map.entry("No route to host", Errno.EHOSTUNREACH),
            Map.entry("Host is down", Errno.EHOSTDOWN),
            Map.entry("Network is unreachable", Errno.ENETUNREACH),
            Map.entry("Network is down", Errno.ENETDOWN),
            Map.entry("Connection timed out", Errno.ETIMEDOUT),
            Map.entry("Too many open files in system", Errno.ENFILE),
            Map.entry("Too many open files", Errno.EMFILE),
            Map.entry("Permission denied", Errno.EACCES),
            Map.entry("Operation not permitted", Errno.EPERM),
            Map.entry("Invalid argument", Errno.EINVAL),
            Map.entry("No buffer space available", Errno.ENOBUFS),
            Map.entry("Cannot allocate memory", Errno.ENOMEM),
            Map.entry("Protocol not available", Errno.ENOPROTOOPT),
            Map.entry("Resource temporarily unavailable", Errno.EAGAIN),
            Map.entry("No such file or directory", Errno.ENOENT),
            Map.entry("Protocol wrong type for socket", Errno.EPROTOTYPE),
            Map.entry("connection abort", Errno.ECONNABORTED));

    private Failures() {}

    /** The errno behind an exception, or {@link Errno#NONE} where it tells none. */
    static int errno(Throwable cause) {
        for (Throwable link = cause; link != null; link = link.getCause()) {
            int errno = ownErrno(link);
            if (errno != Errno.NONE) {
                return errno;
            }
        }
        return Errno.NONE;
    }

    /** Whether somebody else holds the local end: the port at bind, or the 4-tuple at connect. */
    static boolean isSourceTaken(int errno) {
        return errno == Errno.EADDRINUSE || errno == Errno.EADDRNOTAVAIL;
    }

    private static int ownErrno(Throwable cause) {
        if (cause instanceof Errors.NativeIoException io) {
            return Math.abs(io.expectedErr());
        }
        String message = cause.getMessage();
        if (message == null) {
            // Netty's native transports throw these bare, the first for ENETUNREACH too.
            return cause instanceof NoRouteToHostException
                    ? Errno.EHOSTUNREACH
                    : cause instanceof FileNotFoundException ? Errno.ENOENT : Errno.NONE;
        }
        Matcher matcher = NATIVE.matcher(message);
        if (matcher.find()) {
            return Integer.parseInt(matcher.group(1));
        }
        return TEXTS.entrySet().stream()
                .filter(text -> message.contains(text.getKey()))
                .mapToInt(Map.Entry::getValue)
                .findFirst()
                .orElse(Errno.NONE);
    }

    /** The kind of a failure with {@code errno} in {@code phase}; INTERNAL_ERROR for what no rule knows. */
    static FailureKind classify(Phase phase, int errno) {
        boolean standing = phase != Phase.OPEN && phase != Phase.CONNECT;
        return switch (errno) {
            case Errno.ENOENT, Errno.EPROTOTYPE -> standing ? FailureKind.INTERNAL_ERROR : FailureKind.CONNECT_REFUSED;
            case Errno.EAGAIN -> standing ? FailureKind.INTERNAL_ERROR : FailureKind.BACKLOG_FULL;
            case Errno.ECONNREFUSED -> standing ? FailureKind.RESET : FailureKind.CONNECT_REFUSED;
            case Errno.ECONNRESET, Errno.EPIPE, Errno.ECONNABORTED, Errno.EPROTO ->
                standing ? FailureKind.RESET : FailureKind.CONNECT_RESET;
            case Errno.ETIMEDOUT -> standing ? FailureKind.FLOW_LOST : FailureKind.CONNECT_TIMEOUT;
            case Errno.EHOSTUNREACH, Errno.ENETUNREACH, Errno.ENETDOWN, Errno.EHOSTDOWN, Errno.ENOPROTOOPT ->
                standing ? FailureKind.FLOW_LOST : FailureKind.UNREACHABLE;
            case Errno.EADDRNOTAVAIL -> FailureKind.PORTS_EXHAUSTED;
            case Errno.EADDRINUSE -> FailureKind.PORT_IN_USE;
            case Errno.EMFILE, Errno.ENFILE -> FailureKind.DESCRIPTORS_EXHAUSTED;
            case Errno.ENOBUFS, Errno.ENOMEM -> FailureKind.MEMORY_EXHAUSTED;
            case Errno.EPERM, Errno.EACCES, Errno.EINVAL -> FailureKind.LOCAL_POLICY;
            default -> FailureKind.INTERNAL_ERROR;
        };
    }
}
