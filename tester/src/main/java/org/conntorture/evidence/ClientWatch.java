package org.conntorture.evidence;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.conntorture.kernel.CpuThrottling;
import org.conntorture.kernel.Neighbours;
import org.conntorture.kernel.Sysctl;

/** Gathers what the tester's own side says of one target; called by its {@link TargetWatch}. */
final class ClientWatch {
    private static final List<String> CLIENT_SETTINGS = List.of(
            "net.ipv4.ip_local_port_range",
            "net.ipv4.tcp_fin_timeout",
            "net.ipv4.tcp_syn_linear_timeouts",
            "net.ipv4.tcp_syn_retries",
            "net.ipv4.tcp_tw_reuse");
    /** Of the target's namespace, so unknown where that is not the tester's: /proc/sys shows its reader's own. */
    private static final List<String> SERVER_SETTINGS = List.of(
            "net.core.somaxconn",
            "net.ipv4.tcp_abort_on_overflow",
            "net.ipv4.tcp_max_syn_backlog",
            "net.ipv4.tcp_migrate_req",
            "net.ipv4.tcp_syncookies",
            "net.ipv4.tcp_tw_recycle");

    private final HostView view;
    private final Sysctl sysctl;
    private OptionalLong throttledAtBegin = OptionalLong.empty();
    private OptionalLong throttledNs = OptionalLong.empty();
    private Optional<Boolean> neighbourUnresolved = Optional.empty();

    ClientWatch(HostView view, Sysctl sysctl) {
        this.view = view;
        this.sysctl = sysctl;
    }

    void begin() {
        throttledAtBegin = CpuThrottling.read().throttledNs();
    }

    /** Once a second under load. */
    void sample() {
        if (view.server().isEmpty()) {
            Optional<Boolean> unresolved =
                    Neighbours.isUnresolved(view.client(), view.address().getAddress());
            neighbourUnresolved =
                    neighbourUnresolved.filter(Boolean::booleanValue).or(() -> unresolved);
        }
    }

    void end() {
        OptionalLong now = CpuThrottling.read().throttledNs();
        if (now.isPresent() && throttledAtBegin.isPresent()) {
            throttledNs = OptionalLong.of(throttledNs.orElse(0) + now.getAsLong() - throttledAtBegin.getAsLong());
        }
    }

    ClientEvidence evidence(List<Sighting> sightings, List<ProbeResult> probes, List<String> unknown) {
        return new ClientEvidence(sightings, probes, throttledNs, neighbourUnresolved, settings(), unknown);
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        Stream.concat(CLIENT_SETTINGS.stream(), view.shared() ? SERVER_SETTINGS.stream() : Stream.of())
                .forEach(name -> sysctl.text(name).ifPresent(text -> settings.put(name, text)));
        return settings;
    }
}
