package org.conntorture.doctor;

import java.util.List;
import java.util.Optional;

/** What the tester may use on this host to see more. Pure; called by {@link Doctor}. */
final class ToolCheck {
    private ToolCheck() {}

    static List<Advice> tools(Host host) {
        Machine machine = host.machine();
        return List.of(
                tool("tcpdump", machine.tcpdump(), "may capture", "packets of failures cannot be kept"),
                tool("tracefs", machine.tracefs(), "can be used", "why the kernel drops packets cannot be seen"),
                tool("io_uring", machine.ioUring(), "can be used", "epoll is used, which costs a little more"),
                container(machine));
    }

    private static Advice tool(String subject, Optional<String> trouble, String good, String consequence) {
        return trouble.map(reason -> Advice.warning(subject, reason + ": " + consequence))
                .orElseGet(() -> Advice.ok(subject, good));
    }

    private static Advice container(Machine machine) {
        String where =
                machine.container().map(sign -> "in a container (" + sign + ")").orElse("no container");
        return machine.hasHostsNetwork()
                ? Advice.ok("container", where + ", in the host's own network namespace")
                : Advice.warning(
                        "container",
                        where + ", in a network namespace of its own: sockets, counters and settings here are of this"
                                + " namespace alone; run it beside the server too (nsenter -t PID -n)");
    }
}
