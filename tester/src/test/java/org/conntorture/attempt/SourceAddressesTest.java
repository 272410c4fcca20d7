package org.conntorture.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.conntorture.plan.Sources;
import org.junit.jupiter.api.Test;

class SourceAddressesTest {
    private static final InetAddress ONE = address("127.0.0.1");
    private static final InetAddress TWO = address("127.0.0.2");

    @Test
    void shouldTakeAllAddressesWithOnePortThenWithTheNext() {
        assertThat(taken(new SourceAddresses(new Sources(List.of(ONE, TWO), 100, 101), ONE, 0, 1), 5))
                .containsExactly("127.0.0.1:100", "127.0.0.2:100", "127.0.0.1:101", "127.0.0.2:101", "127.0.0.1:100");
    }

    @Test
    void shouldLeaveThePortToTheKernelWhereNoneWasAsked() {
        assertThat(taken(new SourceAddresses(new Sources(List.of(ONE, TWO), 0, 0), ONE, 0, 1), 3))
                .containsExactly("127.0.0.1:0", "127.0.0.2:0", "127.0.0.1:0");
    }

    @Test
    void shouldShareThePortsOutAmongLoops() {
        Sources sources = new Sources(List.of(ONE), 100, 104);
        List<String> all = new ArrayList<>();
        all.addAll(taken(new SourceAddresses(sources, ONE, 0, 2), 3));
        all.addAll(taken(new SourceAddresses(sources, ONE, 1, 2), 2));

        assertThat(all)
                .containsExactly("127.0.0.1:100", "127.0.0.1:102", "127.0.0.1:104", "127.0.0.1:101", "127.0.0.1:103");
    }

    @Test
    void shouldCountWhatItGives() {
        assertThat(new SourceAddresses(new Sources(List.of(ONE, TWO), 100, 104), ONE, 0, 2).count())
                .isEqualTo(6);
        SourceAddresses second = new SourceAddresses(new Sources(List.of(ONE, TWO), 100, 104), ONE, 1, 2);
        assertThat(second.count()).isEqualTo(4);
        taken(second, 3);
        assertThat(second.count()).isEqualTo(4);
        assertThat(new SourceAddresses(new Sources(List.of(ONE, TWO), 0, 0), ONE, 1, 2).count())
                .isEqualTo(2);
    }

    private static List<String> taken(SourceAddresses addresses, int count) {
        return Stream.generate(addresses::next)
                .limit(count)
                .map(end -> end.getAddress().getHostAddress() + ":" + end.getPort())
                .toList();
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (java.net.UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
