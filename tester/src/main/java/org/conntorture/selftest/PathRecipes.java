package org.conntorture.selftest;

import static org.conntorture.diagnosis.CauseId.*;

import java.util.List;
import java.util.Map;

/** Faults between client and server: filters, routes, conntrack, loss. */
final class PathRecipes {
    private static final String ECHO = "127.0.0.1:8085 --workload echo ";
    private static final String SYN_TO_PORT = "'tcp dport 8085 tcp flags & (syn|ack) == syn ";

    static final List<Recipe> ALL = List.of(
            Recipe.of("firewall-reject-tcp-reset", FIREWALL_REJECT)
                    .before("serve echo\nrules input 'tcp dport 8085 reject with tcp reset'")
                    .tester(ECHO + "-n 300")
                    .sees("connect-refused=attempts AttemptFails=attempts OutRsts=0"),
            Recipe.of("firewall-reject-port-unreachable", FIREWALL_REJECT)
                    .before("serve echo\nrules input 'tcp dport 8085 reject'")
                    .tester(ECHO + "-c 8 -d 3s --connect-timeout 2500ms")
                    .sees("connect-refused>3 OutRsts=0 InDestUnreachs>3"),
            Recipe.of("firewall-reject-connect-only", FIREWALL_REJECT)
                    .before("serve echo\nrules input 'tcp dport 8085 reject'")
                    .tester("127.0.0.1:8085 --workload connect -c 8 -d 3s --connect-timeout 2500ms")
                    .sees("connect-refused>3 OutRsts=0 InDestUnreachs>3"),
            Recipe.of("firewall-reject-prohibited", FIREWALL_REJECT)
                    .before("serve echo\nrules input 'tcp dport 8085 reject with icmp admin-prohibited'")
                    .tester(ECHO + "-c 8 -d 3s --connect-timeout 2500ms")
                    .sees("unreachable>3 OutRsts=0 InDestUnreachs>3"),
            Recipe.of("firewall-reject-beyond", FIREWALL_REJECT)
                    .before("""
                            beyond
                            serve_beyond echo
                            far_rules 'tcp dport 8085 reject with icmp host-prohibited'
                            far sysctl -qw net.ipv4.icmp_ratelimit=0
                            """)
                    .tester("10.9.0.2:8085 --workload echo -c 16 -d 3s -R 20 --connect-timeout 2500ms")
                    .sees("unreachable>10 OutRsts=0 InDestUnreachs>10"),
            Recipe.of("firewall-reject-routed", FIREWALL_REJECT)
                    .before("""
                            routed
                            serve_routed echo
                            far nft 'add table ip selftest; add chain ip selftest forward { type filter hook forward priority 0; }'
                            far nft 'add rule ip selftest forward tcp dport 8085 tcp flags & psh == psh reject with tcp reset'
                            command -v tcpdump
                            """)
                    .tester("10.9.1.2:8085 --workload echo -n 20 --capture")
                    .sees("reset=attempts"),
            Recipe.of("firewall-limit", FIREWALL_LIMIT)
                    .before("serve echo\nrules input " + SYN_TO_PORT + "limit rate over 20/second drop'")
                    .tester(ECHO + "-c 32 -d 4s -R 60 --connect-timeout 900ms")
                    .sees("connect-timeout>20 failures<attempts ListenDrops=0"),
            Recipe.of("blackhole-input", BLACKHOLE)
                    .before("serve echo\nrules input " + SYN_TO_PORT + "drop'")
                    .tester(ECHO + "-c 4 -d 3s --connect-timeout 1500ms")
                    .sees("connect-timeout>1 TCPSynRetrans>3 ListenDrops=0"),
            Recipe.of("blackhole-output", BLACKHOLE)
                    .before("serve echo\nrules output " + SYN_TO_PORT + "drop'")
                    .tester(ECHO + "-c 4 -d 3s --connect-timeout 1500ms")
                    .sees("connect-timeout>1 TCPSynRetrans>3 ListenDrops=0"),
            Recipe.of("blackhole-kernel-timeout", BLACKHOLE)
                    .before("""
                            setting ipv4/tcp_syn_retries 1
                            # Kernels before 6.5 wait exponentially longer from the first on, and have no such setting.
                            [ ! -e /proc/sys/net/ipv4/tcp_syn_linear_timeouts ] || setting ipv4/tcp_syn_linear_timeouts 0
                            """ + "rules input " + SYN_TO_PORT + "drop'")
                    .tester(ECHO + "-c 4 -d 3s --connect-timeout 5s")
                    .sees("connect-timeout>1 TCPAbortOnTimeout=AttemptFails AttemptFails>3"),
            Recipe.of("blackhole-beyond", BLACKHOLE)
                    .before("""
                            beyond
                            serve_beyond echo
                            far_rules 'tcp dport 8085 drop'
                            """)
                    .tester("10.9.0.2:8085 --workload echo -c 4 -d 3s --connect-timeout 1500ms")
                    .sees("connect-timeout>1 TCPSynRetrans>3"),
            Recipe.of("local-policy-blackhole", LOCAL_POLICY)
                    .before("ip route add blackhole 10.9.9.0/24")
                    .tester("10.9.9.1:8085 --workload echo -d 1s")
                    .sees("local-policy=attempts attempts>5 ActiveOpens=0"),
            Recipe.of("local-policy-prohibit", LOCAL_POLICY)
                    .before("ip route add prohibit 10.9.9.0/24")
                    .tester("10.9.9.1:8085 --workload echo -d 1s")
                    .sees("local-policy=attempts attempts>5 ActiveOpens=0"),
            Recipe.of("local-policy-unreachable", LOCAL_POLICY)
                    .before("ip route add unreachable 10.9.9.0/24")
                    .tester("10.9.9.1:8085 --workload echo -n 100 -R 100")
                    .sees("unreachable=attempts ActiveOpens=0"),
            Recipe.of("local-policy-no-route", LOCAL_POLICY)
                    .tester("10.9.9.1:8085 --workload echo -n 100 -R 100")
                    .sees("unreachable=attempts ActiveOpens=0"),
            Recipe.of("neighbour-unreachable", NEIGHBOUR_UNREACHABLE)
                    .before("beyond")
                    .tester("10.9.0.9:8085 --workload echo -c 4 -d 3s --connect-timeout 5s")
                    .sees("unreachable>1 ListenDrops=0")
                    .shows("grep -q '^10.9.0.9 *0x1 *0x0' /proc/net/arp"),
            Recipe.of("packet-loss-syn", PACKET_LOSS)
                    .before("""
                            serve echo
                            rules input 'tcp dport 8085 tcp flags & (syn|ack) == syn numgen random mod 100 < 30 drop'
                            """)
                    .tester(ECHO + "-c 32 -d 4s -R 60 --connect-timeout 1500ms")
                    .sees("connect-timeout>2 failures<attempts TCPSynRetrans>10 ListenDrops=0")
                    .decidedByChance(),
            Recipe.of("packet-loss-all", PACKET_LOSS)
                    .before("serve echo\nrules input 'tcp dport 8085 numgen random mod 100 < 20 drop'")
                    .tester(ECHO + "-c 32 -d 4s -R 100 --connect-timeout 1500ms --reply-timeout 1s")
                    .sees("failures>2 failures<attempts TCPSynRetrans>10 RetransSegs>TCPSynRetrans ListenDrops=0")
                    .decidedByChance(),
            Recipe.of("nfqueue-full", NFQUEUE_FULL)
                    // tcpdump lets every packet of the queue pass, until it is stopped.
                    .before("""
                            serve echo
                            tcpdump -i nfqueue:1 -w /dev/null >queue.log 2>&1 </dev/null &
                            queue=$!
                            await grep -q '^ *1 ' /proc/net/netfilter/nfnetlink_queue
                            # Not every kernel has the queue of nft.
                            rules input 'tcp dport 8085 tcp flags & (syn|ack) == syn queue num 1' ||
                                iptables-legacy -A INPUT -p tcp --dport 8085 --syn -j NFQUEUE --queue-num 1
                            kill -STOP $queue
                            client half-open --count 400 --source 127.0.0.2
                            """)
                    .tester(ECHO + "-c 4 -d 3s --connect-timeout 1500ms")
                    .sees("connect-timeout>1 TCPSynRetrans>3 ListenDrops=0")
                    .shows("awk '{ exit $1 != 1 || $6 + $7 < 4 }' /proc/net/netfilter/nfnetlink_queue"),
            Recipe.of("conntrack-clash-ports", CONNTRACK_CLASH)
                    .before("""
                            serve busted:stall --stall 300ms
                            translate postrouting 100 'ip saddr 127.0.0.1 tcp dport 8085 snat to 127.0.0.3:40000'
                            """)
                    .tester(ECHO + "-c 4 -d 3s --connect-timeout 1500ms")
                    .sees("failures>1 ListenDrops=0")
                    .shows("conntrack -S | grep -q 'insert_failed=[1-9]\\|drop=[1-9]'"),
            Recipe.of("reverse-path-filter", REVERSE_PATH_FILTER)
                    .before("""
                            beyond
                            ip link add near1 type veth peer name far1 netns "$(cat far.pid)"
                            ip address add 10.9.1.1/24 dev near1
                            ip link set near1 up
                            far ip address add 10.9.1.2/24 dev far1
                            far ip link set far1 up
                            far ip route add 10.9.0.1/32 via 10.9.1.1 dev far1
                            echo 0 >/proc/sys/net/ipv4/conf/all/rp_filter
                            echo 1 >/proc/sys/net/ipv4/conf/near1/rp_filter
                            far sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.far0.rp_filter=0 net.ipv4.conf.all.arp_announce=2
                            serve_beyond echo
                            """)
                    .tester("10.9.0.2:8085 --workload echo -c 4 -d 3s --connect-timeout 1500ms")
                    .sees("connect-timeout>1 IPReversePathFilter>3"),
            Recipe.of("pmtu-blackhole", PMTU_BLACKHOLE)
                    .before("""
                            beyond
                            far ip link add mid0 type veth peer name end0
                            unshare --net sh -c 'ip link set lo up; echo $$ >end.pid; exec sleep 600' </dev/null >/dev/null 2>&1 &
                            await [ -s end.pid ]
                            far ip link set end0 netns "$(cat end.pid)"
                            far ip address add 10.9.2.1/24 dev mid0
                            far ip link set mid0 mtu 1000 up
                            far sysctl -qw net.ipv4.ip_forward=1
                            cp far.pid middle.pid
                            cp end.pid far.pid
                            far ip address add 10.9.2.2/24 dev end0
                            far ip link set end0 up
                            far ip route add default via 10.9.2.1
                            ip route add 10.9.2.0/24 via 10.9.0.2
                            rules input 'icmp type destination-unreachable drop'
                            prefix="nsenter --target $(cat far.pid) --net"
                            serve echo --host 10.9.2.2
                            """)
                    .tester("10.9.2.2:8085 --workload echo --payload-size 1400 -c 4 -d 2s --reply-timeout 1s")
                    .sees("no-reply>1 RetransSegs>3 TCPSynRetrans=0"),
            Recipe.of("established-flow-dropped", ESTABLISHED_FLOW_DROPPED)
                    .before("""
                            setting ipv4/tcp_retries2 2
                            serve echo
                            rules input 'tcp dport 8085 tcp flags & psh == psh drop'
                            """)
                    .tester(ECHO + "-c 4 -d 3s --reply-timeout 8s")
                    .sees("flow-lost>1 TCPAbortOnTimeout>3 AttemptFails=0"),
            Recipe.of("established-flow-dropped-mid", ESTABLISHED_FLOW_DROPPED)
                    .before("serve echo")
                    .during("await loaded\nrules input 'tcp dport 8085 tcp flags & psh == psh drop'")
                    .tester(ECHO + "-c 4 -d 3s -R 100 --reply-timeout 1s")
                    .sees("no-reply>3 no-reply<attempts TCPTimeouts>3 AttemptFails=0"),
            Recipe.of("bad-backend-refused", BAD_BACKEND)
                    .before(backends("8088"))
                    .tester(ECHO + "-n 300 -R 150")
                    .sees("connect-refused=100"),
            Recipe.of("bad-backend-silent", BAD_BACKEND)
                    .before("rules input 'tcp dport 8088 drop'\n" + backends("8088"))
                    .tester(ECHO + "-c 20 -d 3s -R 20 --connect-timeout 1200ms")
                    .sees("connect-timeout>10 failures<attempts"),
            Recipe.of("idle-flow-forgotten", IDLE_FLOW_FORGOTTEN)
                    .before("""
                            serve echo
                            rules input 'tcp dport 8085 ct state invalid reject with tcp reset'
                            setting netfilter/nf_conntrack_tcp_timeout_established 1
                            setting netfilter/nf_conntrack_tcp_loose 0
                            """)
                    .tester("127.0.0.1:8085 --workload echo -c 10 -d 6s --close keep --hold 2500ms --no-probes")
                    .sees("reset>8 failures=reset OutRsts=0"),
            Recipe.of("idle-flow-forgotten-beyond", IDLE_FLOW_FORGOTTEN)
                    .before("""
                            beyond
                            serve_beyond echo
                            far_rules 'tcp dport 8085 ct state invalid reject with tcp reset'
                            far sysctl -qw net.netfilter.nf_conntrack_tcp_timeout_established=1 \\
                                net.netfilter.nf_conntrack_tcp_loose=0
                            """)
                    .tester("10.9.0.2:8085 --workload echo -c 10 -d 6s --close keep --hold 2500ms")
                    .sees("reset>8 failures=reset"),
            Recipe.of("accept-queue-beyond", ACCEPT_QUEUE_OVERFLOW)
                    .before("beyond\nserve_beyond busted:never-accept --backlog 8")
                    .tester("10.9.0.2:8085 --workload echo -c 16 -d 4s --connect-timeout 1200ms --reply-timeout 1s")
                    .sees("connect-timeout>3 no-reply=9"),
            Recipe.of("conntrack-full", CONNTRACK_FULL)
                    .global(Map.of("net/netfilter/nf_conntrack_max", "30"))
                    .before("""
                            serve busted:stall --stall 60s
                            serve echo --port 8086
                            rules input 'ct state new counter'
                            rules output 'ct state new counter'
                            client idle --count 30
                            """)
                    .tester("127.0.0.1:8086 --workload echo -c 4 -d 3s --connect-timeout 1500ms")
                    .sees("connect-timeout>1 ConntrackDrop>5 ListenDrops=0"),
            // With 0 a packet is taken only while none waits, so that bursts are lost and not one in a few.
            Recipe.of("softnet-drop", SOFTNET_DROP)
                    .global(Map.of("net/core/netdev_max_backlog", "0"))
                    .before("serve echo")
                    .tester(ECHO + "-c 32 -t 2 -d 3s --payload-size 512k --connect-timeout 1500ms --reply-timeout 1s")
                    .sees("RetransSegs>5 SoftnetDropped>5 ListenDrops=0")
                    .decidedByChance());

    /** Three backends in turn behind the port, of which the last is {@code bad}. */
    private static String backends(String bad) {
        return """
                serve echo --port 8086
                serve echo --port 8087
                translate output -100 'tcp dport 8085 dnat to 127.0.0.1:numgen inc mod 3 map { 0: 8086, 1: 8087, 2: %s }'
                """.formatted(bad);
    }

    private PathRecipes() {}
}
