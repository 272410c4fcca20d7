package org.conntorture.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class SysctlTest {
    private final Sysctl sysctl = new Sysctl(Path.of("src/test/resources/kernel/linux-3.13.10/sys"));

    @Test
    void shouldReadASettingByItsName() {
        assertThat(sysctl.number("net.ipv4.tcp_syn_retries")).hasValue(6);
        assertThat(sysctl.text("net.ipv4.ip_local_port_range")).contains("32768\t61000");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldReadNumbersOfTheRunningKernelWhole() throws IOException {
        Process cat = new ProcessBuilder("cat", "/proc/sys/kernel/pid_max").start();
        String byCat = new String(cat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();

        assertThat(byCat).hasSizeGreaterThan(1);
        assertThat(new Sysctl(Sysctl.ROOT).text("kernel.pid_max")).contains(byCat);
    }

    @Test
    void shouldNotKnowASettingTheKernelDoesNotHave() {
        assertThat(sysctl.number("net.ipv4.tcp_migrate_req")).isEmpty();
        assertThat(sysctl.text("net.ipv4.tcp_migrate_req")).isEmpty();
    }

    @Test
    void shouldNotTakeSeveralNumbersForOne() {
        assertThat(sysctl.number("net.ipv4.ip_local_port_range")).isEmpty();
    }
}
