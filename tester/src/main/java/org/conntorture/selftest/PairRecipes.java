package org.conntorture.selftest;

import static org.conntorture.diagnosis.CauseId.*;

import java.util.List;

/** Two faults at once: both must be named. */
final class PairRecipes {
    private static final String ECHO = "127.0.0.1:8085 --workload echo ";

    static final List<Recipe> ALL = List.of(
            Recipe.of("both-loss-and-wrong-reply", PACKET_LOSS, WRONG_REPLY)
                    .before("""
                            serve busted:corrupt --every 10
                            rules input 'tcp dport 8085 tcp flags & (syn|ack) == syn numgen random mod 100 < 30 drop'
                            """)
                    .tester(ECHO + "-c 32 -d 4s -R 60 --connect-timeout 1500ms")
                    .sees("connect-timeout>2 wrong-reply>10 TCPSynRetrans>10")
                    .decidedByChance(),
            Recipe.of("both-reject-and-reset", FIREWALL_REJECT, RESET_UNREAD_DATA)
                    .before("""
                            serve busted:reset
                            rules input 'ip saddr 127.0.0.2 tcp dport 8085 reject with tcp reset'
                            """)
                    .tester(ECHO + "--source 127.0.0.1,127.0.0.2 -n 200")
                    .sees("connect-refused=100 reset=100 TCPAbortOnClose=100"),
            Recipe.of("both-descriptors-and-no-reply", CLIENT_DESCRIPTORS_EXHAUSTED, NO_REPLY)
                    .before("serve busted:lose --every 20")
                    .during("await loaded\nprlimit --pid \"$(cat tester.pid)\" --nofile=10")
                    .tester(ECHO + "-c 4 -d 3s -R 100 --reply-timeout 700ms")
                    .sees("descriptors-exhausted>5 no-reply>2"),
            Recipe.of("both-paused-and-wrong-reply", PROCESS_PAUSED, WRONG_REPLY)
                    .before("serve busted:corrupt --every 10 --backlog 8")
                    .during("await loaded\nkill -STOP \"$(cat server0.pid)\"")
                    .tester(ECHO + "-c 16 -d 4s -R 200 --connect-timeout 1500ms --reply-timeout 1s")
                    .sees("no-reply>1 connect-timeout>3 wrong-reply>10"),
            Recipe.of("both-stale-and-closed", STALE_TUPLE, CLOSED_WITHOUT_REPLY)
                    .before("""
                            setting ipv4/tcp_fin_timeout 1
                            serve leak --count 5
                            client leave --ports 40007,40101,40233,40377,40490
                            sleep 1.5
                            rules output 'tcp sport 8085 tcp flags & (syn|ack|psh|fin|rst) == ack drop'
                            serve busted:close --every 20 --port 8086
                            translate output -100 'tcp sport 40100-40199 tcp dport 8085 dnat to 127.0.0.1:8086'
                            """)
                    .tester(ECHO + "-c 4 -d 4s -R 300 --source-ports 40000-40499 --connect-timeout 1200ms")
                    .sees("connect-timeout>3 closed-without-reply>5 TCPSYNChallenge>3"),
            Recipe.of("both-ports-and-wrong-reply", PORT_EXHAUSTION, WRONG_REPLY)
                    .before("""
                            setting ipv4/ip_local_port_range '40000 40099'
                            setting ipv4/tcp_tw_reuse 0
                            serve busted:corrupt --every 5
                            """)
                    .tester(ECHO + "-c 4 -d 2s -R 200")
                    .sees("ports-exhausted>20 wrong-reply=20"));

    private PairRecipes() {}
}
