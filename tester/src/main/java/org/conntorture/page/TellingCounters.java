package org.conntorture.page;

import java.util.List;
import java.util.regex.Pattern;

/** Which kernel counters stand beside failures: those of trouble, not those that count every packet. */
final class TellingCounters {
    private static final Pattern PREFIX = Pattern.compile("^(TcpExt|Tcp|IpExt|Ip)");
    /** The more telling first. */
    private static final List<Pattern> TELLING = List.of(
                    "ListenOverflows",
                    "ListenDrops",
                    "TCPReqQFull.*",
                    "Syncookies.*",
                    "TCPTimeouts",
                    "TCPSynRetrans",
                    "RetransSegs",
                    "AttemptFails",
                    "EstabResets",
                    "TCPAbort.*",
                    "OutRsts",
                    "TCPBacklogDrop",
                    "PAWS.*",
                    "TCPChallengeACK|TCPSYNChallenge",
                    "TCPACKSkipped.*",
                    "EmbryonicRsts|TCPDeferAcceptDrop",
                    "TCPMemoryPressures|TCPOFODrop|PruneCalled|RcvPruned",
                    "InErrs|InCsumErrors|InDiscards|OutDiscards|InNoRoutes|OutNoRoutes|ReasmFails")
            .stream()
            .map(Pattern::compile)
            .toList();

    static final int UNTELLING = -1;

    private TellingCounters() {}

    /** Its name as people know it, without what nstat puts before it. */
    static String name(String counter) {
        return PREFIX.matcher(counter).replaceFirst("");
    }

    /** Its place among all, 0 the first, or {@link #UNTELLING}. @param name as people know it */
    static int rank(String name) {
        for (int i = 0; i < TELLING.size(); i++) {
            if (TELLING.get(i).matcher(name).matches()) {
                return i;
            }
        }
        return UNTELLING;
    }
}
