package org.conntorture.selftest;

import static org.conntorture.diagnosis.CauseId.*;

import java.util.List;

/** Faults of listeners: queues, options, who listens and where. */
final class ListenerRecipes {
    /** Nine half-open connections from 127.0.0.2, whose SYN-ACKs are dropped, fill the queue of a listener with backlog 8. */
    private static final String SYN_FLOOD = """
            rules input 'ip daddr 127.0.0.2 tcp flags & (syn|ack) == (syn|ack) drop'
            serve echo --backlog 8
            client half-open --count 9 --source 127.0.0.2
            await has_rows 03 8
            """;

    /** Twenty connections stay half-open at a server whose backlog is then cut to 1, and are let through. */
    private static final String FINAL_ACKS = """
            await has_rows 03 18
            touch listen-again
            await [ -e listened-again ]
            forget_rules
            """;

    static final List<Recipe> ALL = List.of(
            Recipe.of("slow-accept-blocked", SLOW_ACCEPT)
                    .before("serve blocked --backlog 16 --free 1000 --pause 2500")
                    .tester("127.0.0.1:8085 --workload echo -c 40 -d 8s --connect-timeout 1500ms --reply-timeout 1s"
                            + " -R 100")
                    .sees("failures>0 failures<attempts ListenOverflows>0 ListenOverflows=ListenDrops")
                    .decidedByChance(),
            Recipe.of("slow-accept", SLOW_ACCEPT)
                    .before("serve slow-accept --backlog 16 --pause 50")
                    .tester("127.0.0.1:8085 --workload echo -c 40 -d 6s --connect-timeout 1500ms --reply-timeout 3s")
                    .sees("connect-timeout>0 failures<attempts ListenOverflows>0 ListenOverflows=ListenDrops")
                    .decidedByChance(),
            Recipe.of("no-listener", NO_LISTENER)
                    .tester("127.0.0.1:8085 --workload echo -n 300")
                    .sees("connect-refused=attempts AttemptFails=attempts OutRsts=attempts"),
            Recipe.of("no-listener-other-address", NO_LISTENER)
                    .before("serve echo --host 127.0.0.2")
                    .tester("127.0.0.1:8085 --workload echo -n 300")
                    .sees("connect-refused=attempts AttemptFails=attempts OutRsts=attempts"),
            Recipe.of("accept-queue-overflow", ACCEPT_QUEUE_OVERFLOW)
                    .before("serve busted:never-accept --backlog 1")
                    .tester("127.0.0.1:8085 --workload echo -c 8 -d 3s --connect-timeout 1500ms --reply-timeout 1s")
                    .sees("connect-timeout>3 ListenOverflows=ListenDrops ListenOverflows>10 TCPSynRetrans>3"),
            Recipe.of("syn-queue-overflow", SYN_QUEUE_OVERFLOW)
                    .before("setting ipv4/tcp_syncookies 0\n" + SYN_FLOOD)
                    .tester("127.0.0.1:8085 --workload echo -c 4 -d 3s --connect-timeout 1500ms")
                    .sees("connect-timeout>1 TCPReqQFullDrop=ListenDrops TCPReqQFullDrop>5 ListenOverflows=0"),
            Recipe.of("syncookies-flood", SYNCOOKIES)
                    .before(SYN_FLOOD)
                    .tester("127.0.0.1:8085 --workload echo -c 4 -d 2s -R 200")
                    .sees("failures=0 SyncookiesSent=SyncookiesRecv SyncookiesSent>10 TCPReqQFullDoCookies>0"),
            Recipe.of("syncookies-always", SYNCOOKIES)
                    .before("setting ipv4/tcp_syncookies 2\nserve echo")
                    .tester("127.0.0.1:8085 --workload echo -c 4 -d 2s -R 200")
                    .sees("failures=0 SyncookiesSent=SyncookiesRecv SyncookiesSent>30"),
            Recipe.of("abort-on-overflow", ABORT_ON_OVERFLOW)
                    .before("""
                            setting ipv4/tcp_abort_on_overflow 1
                            rules input 'tcp dport 8085 tcp flags & (syn|ack) == ack drop'
                            serve listen-again --backlog 64 --again 1
                            """)
                    .during(FINAL_ACKS + "sleep 1; touch accept")
                    .tester("127.0.0.1:8085 --workload echo -c 20 -n 20 --reply-timeout 4s")
                    .sees("reset=18 EmbryonicRsts=18 ListenOverflows=18"),
            Recipe.of("never-accepted", NEVER_ACCEPTED)
                    .before("""
                            rules input 'tcp dport 8085 tcp flags & (syn|ack) == ack drop'
                            serve listen-again --backlog 64 --again 1
                            """)
                    // While the load runs: after 7 s the kernel drops most half-open connections of a full queue.
                    .during(FINAL_ACKS + "sleep 1; has_rows 03 18")
                    .tester("127.0.0.1:8085 --workload echo -c 20 -n 20 --reply-timeout 3s --no-probes")
                    .sees("no-reply=20 ListenOverflows>17 ListenOverflows=ListenDrops EmbryonicRsts=0 OutRsts=0"),
            Recipe.of("defer-accept", DEFER_ACCEPT)
                    .before("serve defer-accept")
                    .tester("127.0.0.1:8085 --workload reply --payload-size 0 -c 4 -d 3s --reply-timeout 1s")
                    .sees("no-reply=attempts attempts>3 TCPDeferAcceptDrop>3 ListenOverflows=0 ListenDrops=0"),
            Recipe.of("socket-filter", SOCKET_FILTER)
                    .before("serve socket-filter")
                    .tester("127.0.0.1:8085 --workload echo -c 4 -d 3s --connect-timeout 1500ms")
                    .sees("connect-timeout>1 ListenDrops=0 ListenOverflows=0 InSegs>10")
                    .shows("ss -ltnm | grep -q ',d[1-9]'"),
            Recipe.of("reuseport-worker-stuck", REUSEPORT_WORKER_STUCK)
                    .before("serve reuseport --count 4 --backlog 2")
                    .tester("127.0.0.1:8085 --workload echo -c 24 -d 4s -R 150 --connect-timeout 1200ms"
                            + " --reply-timeout 1s")
                    .sees("connect-timeout>3 failures<attempts ListenOverflows>0")
                    .decidedByChance(),
            Recipe.of("restart-gap", RESTART_GAP)
                    .before("serve restart --gather 400 --gap 500")
                    .during("await loaded\ntouch restart")
                    .tester("127.0.0.1:8085 --workload echo -c 10 -d 4s -R 200 --reply-timeout 2s --no-probes")
                    .sees("reset>7 connect-refused>10 failures<attempts OutRsts=failures"),
            Recipe.of("listener-closed", LISTENER_CLOSED)
                    .before("serve listeners-go --count 4 --gather 300 --every 700")
                    .tester("127.0.0.1:8085 --workload echo -c 40 -d 4s -R 400 --reply-timeout 2s --no-probes")
                    .sees("reset>20 connect-refused=0 failures<attempts TCPAbortOnClose=0"),
            Recipe.of("stale-tuple-silent", STALE_TUPLE)
                    .before("""
                            setting ipv4/tcp_fin_timeout 1
                            serve leak --count 5
                            client leave --ports 40007,40101,40233,40377,40490
                            sleep 1.5
                            rules output 'tcp sport 8085 tcp flags & (syn|ack|psh|fin|rst) == ack drop'
                            """)
                    .tester("127.0.0.1:8085 --workload echo -c 4 -d 4s -R 300 --source-ports 40000-40499"
                            + " --connect-timeout 1200ms")
                    .sees("connect-timeout>3 connect-timeout<30 TCPSYNChallenge>5 ListenDrops=0"),
            Recipe.of("stale-tuple-challenged", STALE_TUPLE)
                    .before("""
                            setting ipv4/tcp_fin_timeout 1
                            serve leak --count 5
                            client leave --ports 40007,40101,40233,40377,40490
                            sleep 1.5
                            """)
                    .tester("127.0.0.1:8085 --workload echo -c 4 -d 3s -R 300 --source-ports 40000-40499")
                    .sees("failures=0 TCPSYNChallenge=5 TCPChallengeACK=5 ListenDrops=0"),
            Recipe.of("time-wait-collision", TIME_WAIT_COLLISION)
                    .before("""
                            setting ipv4/tcp_timestamps 0
                            setting ipv4/tcp_rfc1337 1
                            serve close-first --bytes 1048576
                            """)
                    // While the load runs: the probes after it close first, and take the tuple with them.
                    .during("await has_rows 06 1")
                    .tester("127.0.0.1:8085 --workload echo --payload-size 1M -c 1 -d 4s --source-ports 40000-40001"
                            + " --connect-timeout 1200ms")
                    .sees("connect-timeout>0 ListenDrops=0 TCPACKSkippedTimeWait>0"));

    private ListenerRecipes() {}
}
