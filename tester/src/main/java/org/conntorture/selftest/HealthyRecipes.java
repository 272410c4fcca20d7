package org.conntorture.selftest;

import static org.conntorture.diagnosis.CauseId.*;

import java.util.List;

/** Nothing is wrong, so nobody may be accused; and faults that were there for a while only. */
final class HealthyRecipes {
    private static final String ECHO = "127.0.0.1:8085 --workload echo ";

    static final List<Recipe> ALL = List.of(
            Recipe.of("healthy").before("serve echo").tester(ECHO + "-d 2s").sees("failures=0 attempts>100"),
            Recipe.of("healthy-beyond")
                    .before("beyond\nserve_beyond echo")
                    .tester("10.9.0.2:8085 --workload echo -d 2s -R 200")
                    .sees("failures=0 attempts>100"),
            Recipe.of("healthy-noise")
                    .before("""
                            serve echo
                            serve busted:never-accept --port 8086 --backlog 1
                            client noise --port 8086
                            """)
                    .tester(ECHO + "-d 3s -R 500")
                    .sees("failures=0 attempts>100 ListenOverflows>100 ListenDrops>100"),
            Recipe.of("healthy-slow")
                    .before("serve busted:stall --stall 300ms")
                    .tester(ECHO + "-c 10 -d 3s --reply-timeout 2s")
                    .sees("failures=0 attempts>50"),
            Recipe.of("healthy-loaded")
                    .before("serve echo")
                    .tester(ECHO + "-c 200 -d 3s")
                    .sees("failures=0 attempts>1000"),
            Recipe.of("healthy-large")
                    .before("serve echo")
                    .tester(ECHO + "-c 32 -d 3s --payload-size 512k")
                    .sees("failures=0 attempts>30"),
            Recipe.of("healthy-kept")
                    .before("serve echo")
                    .tester(ECHO + "-c 50 -d 4s --requests-per-connection 3 --close keep --hold 500ms")
                    .sees("failures=0 attempts>100"),
            Recipe.of("healthy-half-closed")
                    .before("serve echo")
                    .tester(ECHO + "-d 2s --close half-close")
                    .sees("failures=0 attempts>100"),
            Recipe.of("healthy-tester-stopped")
                    .before("serve echo")
                    .during("""
                            await loaded
                            kill -STOP "$(cat tester.pid)"
                            sleep 3
                            kill -CONT "$(cat tester.pid)"
                            """)
                    .tester(ECHO + "-c 4 -d 6s --connect-timeout 1s --reply-timeout 1s")
                    .sees("attempts>100"),
            Recipe.of("half-way-reject", FIREWALL_REJECT)
                    .before("serve echo\nrules input 'tcp dport 8085 reject with tcp reset'")
                    .during("await loaded\nforget_rules")
                    .tester(ECHO + "-d 4s -R 200")
                    .sees("connect-refused>100 failures<attempts OutRsts=0"),
            Recipe.of("half-way-blackhole", BLACKHOLE)
                    .before("serve echo")
                    .during("""
                            await loaded
                            rules input 'tcp dport 8085 tcp flags & (syn|ack) == syn drop'
                            sleep 2
                            forget_rules
                            """)
                    .tester(ECHO + "-c 8 -d 5s -R 200 --connect-timeout 800ms")
                    .sees("connect-timeout>10 failures<attempts ListenDrops=0"));

    private HealthyRecipes() {}
}
