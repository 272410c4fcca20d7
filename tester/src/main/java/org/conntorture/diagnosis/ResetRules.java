package org.conntorture.diagnosis;

import java.util.OptionalLong;

/** Connections that stood and were ended by the other side. */
final class ResetRules {
    private ResetRules() {}

    static Assessment abortOnOverflow(CaseFile file, Symptom symptom, long count) {
        if (!file.accountsFor("TcpExtEmbryonicRsts", count)) {
            return file.isFlat("TcpExtEmbryonicRsts", count)
                    ? Assessment.ruledOut(file.moved("TcpExtEmbryonicRsts"))
                    : Assessment.OPEN;
        }
        return Assessment.fits(
                count,
                Confidence.CERTAIN,
                "the final ACK found the accept queue full and was answered with a reset ("
                        + file.moved("TcpExtEmbryonicRsts") + ", " + file.moved("TcpExtListenOverflows")
                        + "), as tcp_abort_on_overflow is "
                        + file.evidence().settings().getOrDefault("net.ipv4.tcp_abort_on_overflow", "unknown"));
    }

    static Assessment unreadData(CaseFile file, Symptom symptom, long count) {
        OptionalLong onClose = file.server("TcpExtTCPAbortOnClose");
        OptionalLong onData = file.server("TcpExtTCPAbortOnData");
        if (onClose.isEmpty() || onData.isEmpty()) {
            return file.evidence().local()
                    ? Assessment.OPEN
                    : Assessment.fits(
                            count,
                            Confidence.POSSIBLE,
                            "reset after the connection stood; the server's counters are not known");
        }
        if (onClose.getAsLong() + onData.getAsLong() < 0.8 * count) {
            return Assessment.ruledOut(file.moved("TcpExtTCPAbortOnClose") + ", " + file.moved("TcpExtTCPAbortOnData"));
        }
        boolean unread = onClose.getAsLong() >= onData.getAsLong();
        return Assessment.fits(
                count,
                Confidence.CERTAIN,
                unread
                        ? "the server closed sockets with unread data (" + file.moved("TcpExtTCPAbortOnClose") + ")"
                        : "the server closed sockets with SO_LINGER 0 or before data came ("
                                + file.moved("TcpExtTCPAbortOnData") + ")");
    }

    static Assessment closed(CaseFile file, Symptom symptom, long count) {
        return Assessment.fits(
                count,
                Confidence.CERTAIN,
                "the server sent FIN and not a byte before it; it took the connection (" + file.moved("TcpPassiveOpens")
                        + ")");
    }
}
