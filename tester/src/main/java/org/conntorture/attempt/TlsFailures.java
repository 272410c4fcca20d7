package org.conntorture.attempt;

import io.netty.handler.ssl.NotSslRecordException;
import java.nio.channels.ClosedChannelException;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import org.conntorture.outcome.Attempt;
import org.conntorture.outcome.Errno;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;

/** From what a TLS engine threw to a failure kind and what a person should know of it. Pure; any thread. */
final class TlsFailures {
    private TlsFailures() {}

    /** Whether it is TLS that failed, and not the connection below it. */
    static boolean isOfTls(Throwable cause, Attempt attempt) {
        if (find(cause, Error.class) != null || find(cause, InvalidAlgorithmParameterException.class) != null) {
            // Memory and trust stores are the tester's own.
            return false;
        }
        boolean ofHandshake = attempt.phase == Phase.TLS;
        return (ofHandshake || find(cause, SSLException.class) != null) && Failures.errno(cause) == Errno.NONE;
    }

    /** Fails {@code attempt} in the phase it is in. */
    static void fail(Throwable cause, Attempt attempt) {
        CertificateException certificate = find(cause, CertificateException.class);
        if (certificate != null) {
            attempt.fail(FailureKind.CERTIFICATE_REJECTED, Errno.NONE, reason(cause, certificate));
        } else if (find(cause, NotSslRecordException.class) != null) {
            attempt.fail(
                    FailureKind.TLS_FAILED, Errno.NONE, "the server does not speak TLS here: its answer is clear text");
        } else if (isClosed(cause)) {
            attempt.fail(FailureKind.CLOSED_WITHOUT_REPLY, Errno.NONE, null);
        } else {
            attempt.fail(FailureKind.TLS_FAILED, Errno.NONE, firstLine(rootOf(cause)));
        }
    }

    private static String reason(Throwable cause, CertificateException certificate) {
        if (find(cause, CertificateExpiredException.class) != null) {
            return "it has expired (" + firstLine(rootOf(cause)) + ")";
        }
        if (find(cause, CertificateNotYetValidException.class) != null) {
            return "it is not valid yet (" + firstLine(rootOf(cause)) + ")";
        }
        String text = firstLine(rootOf(cause));
        return text.contains("certification path")
                ? "it is of no known authority; --cacert names one, --insecure takes any (" + text + ")"
                : String.valueOf(certificate.getMessage());
    }

    private static boolean isClosed(Throwable cause) {
        return find(cause, ClosedChannelException.class) != null
                || String.valueOf(cause.getMessage()).startsWith("Connection closed while SSL/TLS handshake");
    }

    private static <T extends Throwable> T find(Throwable cause, Class<T> type) {
        for (Throwable link = cause; link != null; link = link.getCause()) {
            if (type.isInstance(link)) {
                return type.cast(link);
            }
        }
        return null;
    }

    private static Throwable rootOf(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String firstLine(Throwable cause) {
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }
}
