package org.conntorture.selftest;

import static org.conntorture.diagnosis.CauseId.*;

import java.util.List;
import java.util.Map;

/** Faults of server processes, after the connection stands. */
final class ServerRecipes {
    private static final String ECHO = "127.0.0.1:8085 --workload echo ";
    private static final String REQUEST = "http://127.0.0.1:8085/ ";

    static final List<Recipe> ALL = List.of(
            Recipe.of("reset-unread-data", RESET_UNREAD_DATA)
                    .before("serve busted:reset")
                    .tester(ECHO + "-n 200")
                    .sees("reset=attempts TCPAbortOnClose=attempts EmbryonicRsts=0"),
            Recipe.of("reset-linger", RESET_UNREAD_DATA)
                    .before("serve reset-after-read")
                    .tester(ECHO + "-n 200")
                    .sees("reset=attempts TCPAbortOnData=attempts EmbryonicRsts=0"),
            Recipe.of("closed-without-reply", CLOSED_WITHOUT_REPLY)
                    .before("serve busted:close")
                    .tester(ECHO + "-n 200")
                    .sees("closed-without-reply=attempts TCPAbortOnClose=0 TCPAbortOnData=0 PassiveOpens=attempts"),
            Recipe.of("server-descriptors-exhausted", SERVER_DESCRIPTORS_EXHAUSTED)
                    .before("""
                            serve keep --backlog 4
                            open=$(ls /proc/"$(cat server0.pid)"/fd | wc -l)
                            prlimit --pid "$(cat server0.pid)" --nofile=$((open + 12))
                            """)
                    .tester(ECHO + "-c 8 -d 4s --connect-timeout 1500ms --reply-timeout 1s")
                    .sees("failures>8 failures<attempts ListenOverflows>5 ListenOverflows=ListenDrops"),
            Recipe.of("process-paused", PROCESS_PAUSED)
                    .before("serve echo --backlog 8")
                    .during("""
                            await loaded
                            kill -STOP "$(cat server0.pid)"
                            """)
                    .tester(ECHO + "-c 16 -d 5s -R 200 --connect-timeout 1500ms --reply-timeout 1s")
                    .sees("no-reply>1 connect-timeout>3 failures<attempts ListenOverflows=ListenDrops"),
            Recipe.of("process-frozen", PROCESS_PAUSED)
                    .before("serve echo --backlog 8")
                    .during("""
                            await loaded
                            freeze "$(cat server0.pid)"
                            sleep 3
                            thaw
                            """)
                    .tester(ECHO + "-c 16 -d 6s -R 200 --connect-timeout 1500ms --reply-timeout 1s")
                    .sees("no-reply>1 connect-timeout>3 failures<attempts ListenOverflows=ListenDrops"),
            Recipe.of("zero-window", ZERO_WINDOW)
                    .before("""
                            setting ipv4/tcp_wmem '4096 16384 65536'
                            setting ipv4/tcp_rmem '4096 16384 65536'
                            serve busted:never-read
                            """)
                    .tester(ECHO + "--payload-size 1M -c 2 -d 2s --reply-timeout 2s")
                    .sees("write-timeout>0 TCPToZeroWindowAdv>0 ListenDrops=0"),
            Recipe.of("no-reply", NO_REPLY)
                    .before("serve busted:never-answer")
                    .tester(ECHO + "-c 4 -d 2s --reply-timeout 700ms")
                    .sees("no-reply>3 ListenDrops=0"),
            Recipe.of("no-reply-some", NO_REPLY)
                    .before("serve busted:lose --every 50")
                    .tester(ECHO + "-c 4 -d 2s -R 200 --reply-timeout 700ms")
                    .sees("no-reply>5 failures<attempts ListenDrops=0"),
            Recipe.of("wrong-reply-corrupt", WRONG_REPLY)
                    .before("serve busted:corrupt --every 10")
                    .tester(ECHO + "-n 300")
                    .sees("wrong-reply=30"),
            Recipe.of("wrong-reply-short", WRONG_REPLY)
                    .before("serve busted:short")
                    .tester(ECHO + "-n 300")
                    .sees("short-reply=attempts"),
            Recipe.of("proxy-error-502", PROXY_ERROR)
                    .before("serve http --status 502")
                    .tester(REQUEST + "-n 100")
                    .sees("bad-gateway=attempts"),
            Recipe.of("proxy-error-503", PROXY_ERROR)
                    .before("serve http --status 503")
                    .tester(REQUEST + "-n 100")
                    .sees("service-unavailable=attempts"),
            Recipe.of("proxy-error-504", PROXY_ERROR)
                    .before("serve http --status 504")
                    .tester(REQUEST + "-n 100")
                    .sees("gateway-timeout=attempts"),
            Recipe.of("connection-limit", CONNECTION_LIMIT)
                    .before("serve crowded --most 4")
                    .tester(ECHO + "-c 12 -d 3s")
                    .sees("failures>50 failures<attempts ListenDrops=0"),
            Recipe.of("connection-limit-words", CONNECTION_LIMIT)
                    .before("serve crowded --most 4 --words '-ERR max number of clients reached'")
                    .tester("127.0.0.1:8085 --workload reply --payload PING -c 12 -d 3s")
                    .sees("failures>50 failures<attempts ListenDrops=0"),
            Recipe.of("refused-by-server", REFUSED_BY_SERVER)
                    .before("serve crowded --most 0 --words '-LOADING the dataset is being read'")
                    .tester("127.0.0.1:8085 --workload reply --payload '' -n 200")
                    .sees("refused-by-server=attempts"),
            Recipe.of("request-limit-429", REQUEST_LIMIT)
                    .before("serve hurried --rate 50 --status 429")
                    .tester(REQUEST + "-d 3s")
                    .sees("wrong-status>50 failures<attempts"),
            Recipe.of("request-limit-503", REQUEST_LIMIT)
                    .before("serve hurried --rate 50 --status 503")
                    .tester(REQUEST + "-d 3s")
                    .sees("service-unavailable>50 failures<attempts"),
            Recipe.of("workers-busy", WORKERS_BUSY)
                    .before("serve busy-workers --count 4")
                    .tester(ECHO + "-c 12 -d 5s --close keep --hold 1500ms --reply-timeout 1s")
                    .sees("no-reply>3 failures<attempts ListenOverflows=0"),
            Recipe.of("workers-busy-slow", WORKERS_BUSY)
                    .before("serve busy-workers --count 4")
                    .tester(ECHO + "-c 12 -d 5s --close keep --hold 1500ms --reply-timeout 20s")
                    .sees("failures=0 ListenOverflows=0"),
            Recipe.of("cpu-starved", CPU_STARVED)
                    .before("""
                            core=$(taskset -cp $$ | sed 's/.*[: ,-]//')
                            echo "$core" >core
                            prefix="taskset -c $core nice -n 19" serve busy-workers --count 4
                            """)
                    .during("""
                            await loaded
                            for i in 1 2 3 4 5 6 7 8; do timeout 7 taskset -c "$(cat core)" sh -c 'while :; do :; done' & done
                            wait
                            """)
                    .tester(ECHO + "-c 16 -d 7s --reply-timeout 500ms --no-probes")
                    .sees("failures>0"),
            Recipe.of("cpu-throttled", CPU_THROTTLED)
                    .before("serve busy-workers --count 4")
                    .during("await loaded\ncpu_quota \"$(cat server0.pid)\" 1")
                    .tester(ECHO + "-c 32 -d 6s --reply-timeout 500ms --no-probes")
                    .sees("failures>0"),
            Recipe.of("half-close-lost", CLOSED_WITHOUT_REPLY)
                    .before("serve impatient-of-fin")
                    .tester("127.0.0.1:8085 --workload reply --close half-close -n 200")
                    .sees("closed-without-reply=attempts"),
            Recipe.of("keepalive-race", KEEPALIVE_RACE)
                    .before("serve impatient --idle 500 --jitter 60")
                    .tester(ECHO + "-c 20 -d 6s --close keep --hold 500ms")
                    .sees("closed-while-idle>10 failures<attempts ListenDrops=0"),
            Recipe.of("tls-failure", TLS_FAILURE)
                    .before("serve http --status 400")
                    .tester("tls://127.0.0.1:8085 -n 100")
                    .sees("tls-failed=attempts"),
            Recipe.of("bad-backend-closes", BAD_BACKEND)
                    .before("serve busted:close --every 3")
                    .tester(ECHO + "-n 900 --no-probes")
                    .sees("closed-without-reply=300"),
            Recipe.of("bad-backend-behind-proxy", BAD_BACKEND)
                    .before("serve http --status 502 --every 3")
                    .tester(REQUEST + "-n 900 --no-probes")
                    .sees("bad-gateway=300"),
            Recipe.of("lost-in-handover", LOST_IN_HANDOVER, LEAKED_BY_ACCEPTOR)
                    .before("""
                            cat >handover.yaml <<'END'
                            name: handover
                            load: {workers: 5, reply-timeout: 1s}
                            ends: {duration: 5s}
                            targets:
                              - name: handover
                                role: subject
                                builtin: busted:handover
                                disturb: {every: 500ms, command: kill -HUP $PID, during: its workers are replaced}
                            END
                            """)
                    .tester("handover.yaml")
                    .sees("no-reply>3 failures=no-reply failures<attempts ListenDrops=0"),
            Recipe.of("leaked-by-acceptor", LEAKED_BY_ACCEPTOR)
                    .before("serve keep")
                    .tester(ECHO + "-c 4 -d 3s -R 100")
                    .sees("failures=0 ListenDrops=0")
                    .shows("[ $(rows 08) -ge 200 ]"),
            Recipe.of("pm2-reload", LOST_IN_HANDOVER, LEAKED_BY_ACCEPTOR)
                    .before("""
                            cat >pm2.yaml <<END
                            name: pm2
                            load: {workers: 5, reply-timeout: 1s}
                            ends: {duration: 14s}
                            targets:
                              - name: pm2
                                role: subject
                                workdir: $PM2
                                command: PM2_HOME=\\$WORK ./pm2.sh start
                                stop: PM2_HOME=\\$WORK ./pm2.sh kill
                                disturb: {every: 1200ms, command: PM2_HOME=\\$WORK ./pm2.sh reload, during: it is reloaded}
                            END
                            """)
                    .tester("pm2.yaml")
                    .sees("no-reply>1 failures<attempts ListenDrops=0")
                    .decidedByChance(),
            Recipe.of("name-resolution", NAME_RESOLUTION)
                    .before("""
                            printf '%s\\n' '127.0.0.1 two-faced' '::1 two-faced' >hosts
                            mount --bind hosts /etc/hosts
                            ipv4=false
                            serve echo --host ::1
                            """)
                    .tester("two-faced:8085 --workload echo -n 200")
                    .sees("connect-refused=attempts"),
            Recipe.of("memory-limit-orphans", MEMORY_LIMIT)
                    .global(Map.of("net/ipv4/tcp_max_orphans", "0"))
                    .before("serve http --body 1000000")
                    .tester(REQUEST + "-c 4 -n 40 --reply-timeout 1s")
                    .sees("failures>2 TCPAbortOnMemory>2"));

    private ServerRecipes() {}
}
