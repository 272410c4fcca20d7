package org.conntorture.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.conntorture.evidence.LeakEvidence;
import org.conntorture.text.Counts;
import org.conntorture.text.Lists;

/** What made no failure yet, or none by itself, and deserves to be known. */
final class Oddities {
    private Oddities() {}

    static List<Cause> of(CaseFile file) {
        List<Cause> odd = new ArrayList<>();
        LeakEvidence leak = file.host().leak();
        if (leak.grown() > 0) {
            odd.add(new Cause(CauseId.LEAKED_BY_ACCEPTOR, Confidence.CERTAIN, 0, leakFacts(file, leak), List.of()));
        }
        long cookies = file.server("TcpExtSyncookiesSent").orElse(0);
        if (cookies > file.attempts() / 1000) {
            odd.add(new Cause(CauseId.SYNCOOKIES, cookieConfidence(file, cookies), 0, cookieFacts(file), List.of()));
        }
        return odd;
    }

    /** Counters are the namespace's: that it is this listener shows where nearly every connection had one. */
    private static Confidence cookieConfidence(CaseFile file, long cookies) {
        return CaseFile.isEnough(cookies, file.attempts()) ? Confidence.CERTAIN : Confidence.POSSIBLE;
    }

    private static List<String> cookieFacts(CaseFile file) {
        return List.of(file.moved("TcpExtSyncookiesSent") + ", " + file.moved("TcpExtSyncookiesRecv") + ", "
                + file.moved("TcpExtTCPReqQFullDoCookies"));
    }

    private static List<String> leakFacts(CaseFile file, LeakEvidence leak) {
        List<String> facts = new ArrayList<>();
        String holders = leak.owners().isEmpty()
                ? "a process that may not be looked at"
                : Lists.shortened(leak.owners().keySet());
        String reset = leak.reset() == 0
                ? ""
                : " and " + Counts.of(leak.reset()) + " reset meanwhile, as by a new SYN on the same ports,";
        facts.add(Counts.of(leak.after(), "socket") + " in CLOSE_WAIT" + reset + " held by " + holders + ", "
                + Counts.of(leak.unreadBytes(), "byte") + " unread");
        double growth = leak.grown() * 100_000.0 / Math.max(1, file.attempts());
        facts.add(String.format(
                Locale.ROOT,
                growth < 10
                        ? "growing %.1f per 100,000 attempts: they will meet new connections as stale-tuple"
                        : "growing %,.0f per 100,000 attempts: they will meet new connections as stale-tuple",
                growth));
        return facts;
    }
}
