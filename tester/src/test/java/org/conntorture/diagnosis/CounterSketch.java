package org.conntorture.diagnosis;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.conntorture.evidence.BackgroundNoise;
import org.conntorture.evidence.CounterEvidence;
import org.conntorture.kernel.Deltas;

/** Counters of a {@link CaseBuilder}: all known and unmoved but for what the test says. */
public final class CounterSketch {
    public enum Place {
        /** Tester and target share a network namespace. */
        LOCAL,
        CONTAINER,
        REMOTE
    }

    public static final List<String> NAMES = List.of(
            "TcpActiveOpens",
            "TcpPassiveOpens",
            "TcpAttemptFails",
            "TcpOutRsts",
            "TcpRetransSegs",
            "IcmpInDestUnreachs",
            "SoftnetDropped",
            "NfqueueDropped",
            "TcpExtListenOverflows",
            "TcpExtListenDrops",
            "TcpExtEmbryonicRsts",
            "TcpExtTCPReqQFullDrop",
            "TcpExtTCPReqQFullDoCookies",
            "TcpExtSyncookiesSent",
            "TcpExtSyncookiesRecv",
            "TcpExtTCPSYNChallenge",
            "TcpExtTCPACKSkippedTimeWait",
            "TcpExtTCPTimeouts",
            "TcpExtTCPSynRetrans",
            "TcpExtTCPAbortOnClose",
            "TcpExtTCPAbortOnData",
            "TcpExtTCPAbortOnMemory",
            "TcpExtTCPAbortOnTimeout",
            "TcpExtIPReversePathFilter",
            "TcpExtTCPToZeroWindowAdv");

    public final Map<String, Long> client = new HashMap<>();
    public final Map<String, Long> quiet = new HashMap<>();
    private final Map<String, Long> server = new HashMap<>();
    private final Place place;

    public CounterSketch(Place place) {
        this.place = place;
        NAMES.forEach(name -> moved(name, 0));
        NAMES.forEach(name -> client.put(name, 0L));
    }

    public void moved(String name, long count) {
        if (place != Place.REMOTE) {
            server.put(name, count);
        }
        if (place == Place.LOCAL) {
            client.put(name, count);
        }
    }

    public void forget(String... names) {
        List.of(names).forEach(name -> {
            server.remove(name);
            client.remove(name);
        });
    }

    public CounterEvidence evidence() {
        return new CounterEvidence(
                new Deltas(client),
                new Deltas(server),
                place == Place.LOCAL,
                CaseBuilder.RUN_NS,
                BackgroundNoise.NONE,
                new BackgroundNoise(new Deltas(quiet), CaseBuilder.RUN_NS));
    }
}
