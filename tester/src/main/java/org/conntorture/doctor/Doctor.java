package org.conntorture.doctor;

import java.util.List;
import java.util.function.Function;

/** Looks at a host and says what would hurt a test and what hurts already; called once, on the command's thread. */
public final class Doctor {
    /** In the order of the lines: limits, settings, what can be seen, then the sockets themselves. */
    private static final List<Function<Host, List<Advice>>> CHECKS = List.of(
            PortCheck::sourcePorts,
            PortCheck::timeWaitReuse,
            host -> List.of(LimitCheck.descriptors(host)),
            host -> List.of(LimitCheck.conntrack(host)),
            host -> List.of(LimitCheck.processors(host)),
            host -> List.of(SettingCheck.somaxconn(host)),
            host -> List.of(SettingCheck.abortOnOverflow(host)),
            host -> List.of(SettingCheck.reversePathFilter(host)),
            host -> List.of(SettingCheck.deadConnect(host)),
            ToolCheck::tools,
            ListenerCheck::target,
            QueueCheck::queues,
            SocketCheck::leaks,
            SocketCheck::hangingConnects);

    private Doctor() {}

    public static List<Advice> advise(Host host) {
        return CHECKS.stream().flatMap(check -> check.apply(host).stream()).toList();
    }
}
