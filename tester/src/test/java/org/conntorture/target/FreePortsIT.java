package org.conntorture.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.conntorture.kernel.PortRange;
import org.junit.jupiter.api.Test;

class FreePortsIT {

    @Test
    void shouldChooseBelowTheEphemeralRangeAndNeverTwice() {
        FreePorts ports = FreePorts.outside(new PortRange(32768, 60999, 0), new Random(1));
        Set<Integer> taken = new HashSet<>();

        for (int i = 0; i < 1000; i++) {
            assertThat(taken.add(ports.take())).isTrue();
        }

        assertThat(taken).allMatch(port -> port >= 20_000 && port < 32_768);
    }

    @Test
    void shouldGoLowerAndThenHigherWhereTheEphemeralRangeBeginsLow() {
        FreePorts ports = FreePorts.outside(new PortRange(1030, 60999, 0), new Random(1));
        Set<Integer> taken = new HashSet<>();

        for (int i = 0; i < 20; i++) {
            taken.add(ports.take());
        }

        assertThat(taken).allMatch(port -> port < 1030 || port > 60999).anyMatch(port -> port > 60999);
    }

    @Test
    void shouldTakeAnEphemeralPortWhereThereIsNoOther() {
        FreePorts ports = FreePorts.outside(new PortRange(1024, 65535, 0), new Random(1));

        assertThat(ports.take()).isBetween(1024, 65535);
    }

    @Test
    void shouldPassOverAPortInUse() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = server.getLocalPort();
            assertThat(FreePorts.isFree(port)).isFalse();

            FreePorts ports = FreePorts.outside(new PortRange(port + 1, 65535, 0), new Random(1));

            assertThat(ports.take()).isNotEqualTo(port);
        }
    }

    @Test
    void shouldPassOverAPortOnWhichSomethingIsLeft() throws IOException {
        PortRange usual = new PortRange(32768, 60999, 0);
        int port = FreePorts.outside(usual, new Random(7)).take();
        try (Socket left = new Socket()) {
            left.setReuseAddress(true);
            left.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            assertThat(FreePorts.isFree(port)).isTrue();

            assertThat(FreePorts.outside(usual, new Random(7)).take()).isNotEqualTo(port);
        }
    }
}
