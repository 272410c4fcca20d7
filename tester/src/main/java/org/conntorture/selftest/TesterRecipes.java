package org.conntorture.selftest;

import static org.conntorture.diagnosis.CauseId.*;

import java.util.List;

/** The tester's own limits, and those of its host. */
final class TesterRecipes {
    private static final String ECHO = "127.0.0.1:8085 --workload echo ";
    /** Twenty source ports. */
    private static final String FEW_PORTS = "setting ipv4/ip_local_port_range '40000 40019'\n";

    static final List<Recipe> ALL = List.of(
            Recipe.of("port-exhaustion-live", PORT_EXHAUSTION)
                    .before(FEW_PORTS + "serve busted:never-answer\nclient idle --count 20")
                    .tester(ECHO + "-c 4 -d 1s")
                    .sees("ports-exhausted=attempts attempts>5 ActiveOpens=0")
                    .shows("[ $(rows 01) -eq 20 ]"),
            Recipe.of("port-exhaustion-time-wait", PORT_EXHAUSTION)
                    .before(FEW_PORTS + "setting ipv4/tcp_tw_reuse 0\nserve echo")
                    .tester(ECHO + "-c 4 -d 1s")
                    .sees("ports-exhausted>5 ActiveOpens=20")
                    .shows(
                            "awk '$3 ~ /:1F95$/ && $4 == \"06\" && ++n == 20 { seen = 1 } END { exit !seen }' /proc/net/tcp"),
            Recipe.of("port-exhaustion-fin-wait", PORT_EXHAUSTION)
                    .before(FEW_PORTS + "serve keep")
                    .tester(ECHO + "-c 4 -d 1s")
                    .sees("ports-exhausted>5 ActiveOpens=20")
                    .shows("[ $(rows 08) -ge 20 ]"),
            Recipe.of("client-descriptors-exhausted", CLIENT_DESCRIPTORS_EXHAUSTED)
                    .before("serve echo")
                    .during("await loaded\nprlimit --pid \"$(cat tester.pid)\" --nofile=10")
                    .tester(ECHO + "-c 4 -d 3s -R 100")
                    .sees("descriptors-exhausted>5 descriptors-exhausted<attempts"),
            Recipe.of("self-connect", SELF_CONNECT)
                    .before("setting ipv4/ip_local_port_range '45000 45000'")
                    .tester("127.0.0.1:45000 --workload echo -c 1 -d 1s --close rst")
                    .sees("self-connect=attempts attempts>3 PassiveOpens=0"));

    private TesterRecipes() {}
}
