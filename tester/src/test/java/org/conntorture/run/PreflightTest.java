package org.conntorture.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conntorture.kernel.DescriptorLimit;
import org.conntorture.kernel.PortRange;
import org.conntorture.plan.LoadSettings;
import org.conntorture.plan.Origin;
import org.conntorture.plan.Ready;
import org.conntorture.plan.RunPlan;
import org.conntorture.plan.Setting;
import org.conntorture.plan.Sources;
import org.conntorture.plan.Target;
import org.conntorture.scenario.AdHocPlanner;
import org.conntorture.support.TargetSketch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {
    private static final Optional<PortRange> USUAL = Optional.of(new PortRange(32768, 60999, 0));

    @Test
    void shouldNameTheDescriptorLimitAndTheSetting() {
        assertThatThrownBy(() -> Preflight.check(
                        plan("127.0.0.1:80", 5000), Optional.of(new DescriptorLimit(1024, 4096)), USUAL))
                .hasMessage("5000 workers need 5200 file descriptors and the limit is 4096: raise it (ulimit -n 5200)"
                        + " or use fewer workers (-c)");
    }

    @Test
    void shouldNameThePlaceForTemporaryFilesAndTheSetting(@TempDir Path there) {
        Preflight.requireTemporary(there);
        assertThatThrownBy(() -> Preflight.requireTemporary(there.resolve("none")))
                .hasMessage("a run needs a place for temporary files and " + there.resolve("none")
                        + " cannot be written: give another one, CONNTORTURE_JAVA_OPTIONS=-Djava.io.tmpdir=DIRECTORY");
    }

    @Test
    void shouldNameThePortRangeAndTheSetting() {
        assertThatThrownBy(() -> Preflight.check(
                        plan("127.0.0.1:80", 500), Optional.empty(), Optional.of(new PortRange(40000, 40099, 0))))
                .hasMessageStartingWith("500 workers need as many source ports and there are 100: widen"
                        + " net.ipv4.ip_local_port_range");
    }

    @Test
    void shouldWarnOfTimeWaitOffLoopbackOnly() {
        assertThat(Preflight.check(plan("127.0.0.1:80", 5), Optional.empty(), USUAL))
                .isEmpty();
        assertThat(Preflight.check(plan("10.1.2.3:80", 5), Optional.empty(), USUAL))
                .singleElement()
                .asString()
                .contains("28232 source ports carry about 470 connections a second");
        assertThat(Preflight.check(ofContainer(plan("127.0.0.1:80", 5)), Optional.empty(), USUAL))
                .as("a container is not on loopback either")
                .singleElement()
                .asString()
                .contains("470 connections a second");
        Sources bound = new Sources(List.of(), 20000, 29999);
        assertThat(Preflight.check(ofContainer(plan("127.0.0.1:80", 5, bound)), Optional.empty(), USUAL))
                .isEmpty();
    }

    private static RunPlan ofContainer(RunPlan plan) {
        Origin origin =
                new Origin.Compose(Path.of("/c.yaml"), "pm2", 8085, null, null, Map.of(), Path.of("/"), Ready.DEFAULT);
        Target target = TargetSketch.of("pm2", one -> one.origin = origin);
        return new RunPlan(plan.name(), null, 1, plan.load(), List.of(target));
    }

    @Test
    void shouldRefuseASourceOfAnotherHost() {
        Sources documentation = new Sources(List.of(address("192.0.2.1")), 0, 0);
        assertThatThrownBy(() -> Preflight.check(plan("127.0.0.1:80", 5, documentation), Optional.empty(), USUAL))
                .hasMessageStartingWith("source 192.0.2.1 is not an address of this host: 'ip address' lists those");
        assertThatThrownBy(() -> Preflight.check(
                        plan("127.0.0.1:80", 5, new Sources(List.of(address("::1")), 0, 0)), Optional.empty(), USUAL))
                .hasMessage("source 0:0:0:0:0:0:0:1 cannot reach target '127.0.0.1-80', which is IPv4: give sources of"
                        + " its family");
        Sources loopback = new Sources(List.of(address("127.0.0.9")), 0, 0);
        assertThat(Preflight.check(plan("127.0.0.1:80", 5, loopback), Optional.empty(), USUAL))
                .isEmpty();
    }

    @Test
    void shouldAcceptWhatItCannotKnow() {
        assertThat(Preflight.check(plan("127.0.0.1:80", 5000), Optional.empty(), Optional.empty()))
                .isEmpty();
    }

    private static InetAddress address(String text) {
        return new InetSocketAddress(text, 0).getAddress();
    }

    private static RunPlan plan(String target, int workers) {
        return plan(target, workers, null);
    }

    private static RunPlan plan(String target, int workers, Sources sources) {
        return new AdHocPlanner()
                .plan(
                        List.of(target),
                        List.of(),
                        LoadSettings.builder()
                                .set(Setting.WORKERS, workers)
                                .set(Setting.SOURCES, sources)
                                .build());
    }
}
