package org.conntorture.kernel;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Those counters that move when connections fail, or are about to; the rest counts what goes well. */
public final class FailureCounters {
    private static final Pattern NAME = Pattern.compile("TcpExt(Listen|TCPAbort|Syncookies|TCPReqQ|PAWS|TCPChallenge"
            + "|TCPSYNChallenge|TCPBacklogDrop|TCPSynRetrans|TCPTimeouts|TCPTimeWaitOverflow|EmbryonicRsts|TCPMD5|TCPRcvQDrop).*"
            + "|Tcp(OutRsts|RetransSegs|AttemptFails|EstabResets)"
            + "|SoftnetDropped|Conntrack(Drop|EarlyDrop|InsertFailed)|(Interface|Loopback)RxDropped");
    private static final Pattern PREFIX = Pattern.compile("^(TcpExt|Tcp)");

    private FailureCounters() {}

    /** Of these, those that did move, sorted by name. */
    public static Map<String, Long> moved(Deltas deltas) {
        Map<String, Long> moved = new TreeMap<>(deltas.moved());
        moved.keySet().removeIf(name -> !NAME.matcher(name).matches());
        return Collections.unmodifiableMap(moved);
    }

    /** Of these, the names of those that tell of failures, sorted. */
    public static Set<String> namesIn(Counters counters) {
        return counters.values().keySet().stream()
                .filter(name -> NAME.matcher(name).matches())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** As people say it: {@code ListenOverflows}. */
    public static String shortName(String name) {
        return PREFIX.matcher(name).replaceFirst("");
    }
}
