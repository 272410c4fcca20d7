package org.conntorture.diagnosis.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.conntorture.diagnosis.Assessment;
import org.conntorture.diagnosis.CaseFile;
import org.conntorture.diagnosis.Confidence;
import org.conntorture.outcome.Symptom;
import org.conntorture.plan.CloseMode;
import org.conntorture.text.Counts;

/** Connections that stood and were ended by the other side. */
final class ResetRules {
    private static final String ON_CLOSE = "TcpExtTCPAbortOnClose";
    private static final String ON_DATA = "TcpExtTCPAbortOnData";
    private static final String TRACED_ON_CLOSE = "tcp_send_reset TCP_ABORT_ON_CLOSE";

    private ResetRules() {}

    static Assessment abortOnOverflow(CaseFile file, Symptom symptom, long count) {
        String setting = "net.ipv4.tcp_abort_on_overflow";
        if (file.isSet(setting, "0") && file.counters().shared()) {
            return Assessment.ruledOut("tcp_abort_on_overflow is 0");
        }
        if (!file.accountsFor("TcpExtEmbryonicRsts", count)) {
            return file.isFlat("TcpExtEmbryonicRsts", count)
                    ? Assessment.ruledOut(file.moved("TcpExtEmbryonicRsts"))
                    : Assessment.OPEN;
        }
        if (!file.accountsFor("TcpExtListenOverflows", count)) {
            return Assessment.ruledOut("no queue was full (" + file.moved("TcpExtListenOverflows") + ")");
        }
        return Assessment.fits(
                count,
                Confidence.CERTAIN,
                "the final ACK found the accept queue full and was answered with a reset ("
                        + file.moved("TcpExtEmbryonicRsts") + ", " + file.moved("TcpExtListenOverflows")
                        + "), as tcp_abort_on_overflow is " + file.setting(setting));
    }

    static Assessment unreadData(CaseFile file, Symptom symptom, long count) {
        OptionalLong onClose = file.server(ON_CLOSE);
        OptionalLong onData = file.server(ON_DATA);
        if (onClose.isEmpty() || onData.isEmpty()) {
            return file.seesHost()
                    ? Assessment.OPEN
                    : Assessment.fits(
                            count,
                            Confidence.POSSIBLE,
                            "reset after the connection stood; the server's counters are not known");
        }
        long ofServer = Math.max(0, onData.getAsLong() - ofTester(file));
        String moved = file.moved(ON_CLOSE) + ", " + file.moved(ON_DATA);
        if (!CaseFile.isEnough(onClose.getAsLong() + onData.getAsLong(), count)) {
            return Assessment.ruledOut(moved);
        }
        if (!CaseFile.isEnough(onClose.getAsLong() + ofServer, count)) {
            boolean traced = file.tracedOr(TRACED_ON_CLOSE, symptom, count, Confidence.POSSIBLE) == Confidence.CERTAIN;
            return traced
                    ? Assessment.fits(
                            count,
                            Confidence.CERTAIN,
                            "the kernel says of itself: "
                                    + Counts.of(file.traced(TRACED_ON_CLOSE).orElse(0), "reset")
                                    + " for TCP_ABORT_ON_CLOSE, unread data at close")
                    : Assessment.OPEN;
        }
        boolean unread = onClose.getAsLong() >= ofServer;
        return Assessment.fits(
                count,
                Confidence.CERTAIN,
                unread
                        ? "the server closed sockets with unread data (" + moved + ")"
                        : "the server closed sockets with SO_LINGER 0 or before data came (" + moved + ")");
    }

    /** In one namespace the tester's own ends count too: each close by reset, each reply that comes after its patience. */
    private static long ofTester(CaseFile file) {
        if (!file.counters().shared()) {
            return 0;
        }
        long late = file.count(Symptom.SILENT) + file.count(Symptom.BLOCKED);
        return file.load().closeMode() == CloseMode.RST
                ? file.successes() + late + file.count(Symptom.WRONG) + file.count(Symptom.STATUS)
                : late;
    }

    static Assessment closed(CaseFile file, Symptom symptom, long count) {
        boolean reused = file.failures(symptom).stream().anyMatch(failure -> failure.replies() > 0);
        String fin = reused
                ? "the server sent FIN in place of a reply, some on connections that had replies before"
                : "the server sent FIN and not a byte before it";
        List<String> facts =
                new ArrayList<>(List.of(fin + "; it took the connection (" + file.moved("TcpPassiveOpens") + ")"));
        if (file.load().closeMode() == CloseMode.HALF_CLOSE
                || file.load().workload().kind().endsWithServersClose()) {
            facts.add(
                    "the client's FIN came behind its request: a proxy that ends both ways at the first FIN loses the reply"
                            + " (nginx: proxy_half_close on)");
        }
        return Assessment.fits(count, Confidence.CERTAIN, facts);
    }
}
