package org.conntorture.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conntorture.attempt.Transport;
import org.conntorture.kernel.DescriptorLimit;
import org.conntorture.kernel.NetFiles;
import org.conntorture.kernel.Sysctl;
import org.conntorture.result.WallClock;

/** What {@code environment.json} says of the tester's host; a setting this kernel does not have is null. */
final class Environment {
    private static final List<String> SYSCTLS = List.of(
            "net.core.somaxconn",
            "net.core.netdev_max_backlog",
            "net.ipv4.ip_local_port_range",
            "net.ipv4.ip_local_reserved_ports",
            "net.ipv4.tcp_abort_on_overflow",
            "net.ipv4.tcp_fin_timeout",
            "net.ipv4.tcp_max_syn_backlog",
            "net.ipv4.tcp_max_tw_buckets",
            "net.ipv4.tcp_syn_linear_timeouts",
            "net.ipv4.tcp_syn_retries",
            "net.ipv4.tcp_synack_retries",
            "net.ipv4.tcp_syncookies",
            "net.ipv4.tcp_timestamps",
            "net.ipv4.tcp_tw_recycle",
            "net.ipv4.tcp_tw_reuse",
            "net.netfilter.nf_conntrack_max",
            "kernel.io_uring_disabled");

    private Environment() {}

    /** @param targets what their version commands printed, by name */
    static Map<String, Object> describe(
            WallClock clock,
            Sysctl sysctl,
            Optional<DescriptorLimit> descriptors,
            Transport transport,
            Map<String, String> targets) {
        Map<String, Object> environment = new LinkedHashMap<>();
        environment.put("conntorture", Version.TEXT);
        environment.put("clock", clock.anchor());
        environment.put("network", NetFiles.identity());
        environment.put("transport", transport.id());
        environment.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        environment.put("architecture", System.getProperty("os.arch"));
        environment.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
        environment.put("processors", Runtime.getRuntime().availableProcessors());
        environment.put("heapBytes", Runtime.getRuntime().maxMemory());
        environment.put("descriptorLimit", descriptors.orElse(null));
        Map<String, String> settings = new LinkedHashMap<>();
        SYSCTLS.forEach(name -> settings.put(name, sysctl.text(name).orElse(null)));
        environment.put("sysctl", settings);
        environment.put("targets", targets);
        return environment;
    }
}
