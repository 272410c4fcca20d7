package org.conntorture.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.conntorture.outcome.Phase;
import org.conntorture.record.OverdueRecord;
import org.junit.jupiter.api.Test;

/** How often it reads the socket table, which costs more the more sockets the host has. */
class SocketLookupIT {
    private static final int LOOKUPS = 5;

    @Test
    void shouldRestThirtyTimesAsLongAsItLooked() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
                Clients clients = new Clients()) {
            InetSocketAddress address = (InetSocketAddress) server.getLocalSocketAddress();
            InetSocketAddress source = clients.connect(address);
            SocketLookup lookup = new SocketLookup(HostView.of(address, OptionalLong.empty()));
            List<Long> lookedNs = new ArrayList<>();
            long beginNs = System.nanoTime();
            for (int looked = 0; looked < LOOKUPS; looked++) {
                lookup.add(overdue(looked + 1, source));
                lookedNs.add(untilLooked(lookup, looked));
            }
            long spentNs =
                    lookedNs.stream().limit(LOOKUPS - 1).mapToLong(ns -> ns).sum();

            // A little less than 30, as the call takes longer than what it measures of itself.
            assertThat(System.nanoTime() - beginNs).isGreaterThan(25 * spentNs);
            assertThat(spentNs).isGreaterThan(TimeUnit.MICROSECONDS.toNanos(10));
        }
    }

    /** Asks again and again; answers how long the one call took that looked. */
    private static long untilLooked(SocketLookup lookup, int before) {
        while (true) {
            long callNs = System.nanoTime();
            lookup.run(List.of());
            long endNs = System.nanoTime();
            if (lookup.sightings().size() > before) {
                return endNs - callNs;
            }
        }
    }

    @Test
    void shouldKeepNoMoreThanItsMost() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
                Clients clients = new Clients()) {
            InetSocketAddress address = (InetSocketAddress) server.getLocalSocketAddress();
            InetSocketAddress source = clients.connect(address);
            SocketLookup lookup = new SocketLookup(HostView.of(address, OptionalLong.empty()));
            for (int i = 1; i <= SocketLookup.MOST_SIGHTINGS + 100; i++) {
                lookup.add(overdue(i, source));
            }
            lookup.finish(List.of());
            lookup.add(overdue(SocketLookup.MOST_SIGHTINGS + 101, source));
            lookup.finish(List.of());

            assertThat(lookup.sightings()).hasSize(SocketLookup.MOST_SIGHTINGS);
            assertThat(lookup.sightings().get(0).attempt()).isEqualTo(1);
        }
    }

    private static OverdueRecord overdue(long attempt, InetSocketAddress source) {
        return new OverdueRecord(attempt, Phase.READ, 0, source);
    }
}
