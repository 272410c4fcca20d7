package org.conntorture.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The small readers: sockstat, neighbours, room in the connection tracking table, CPU throttling. */
class HostGaugesTest {
    @TempDir
    Path root;

    @ParameterizedTest
    @CsvSource({
        "by-hand/linux-3.10/net, 7, 1, 2, 3",
        "linux-3.13.10-stale-tuple/before, 5, 0, 297, 4",
        "by-hand/linux-4.18/net, 9, 0, 1812, 4",
        "by-hand/linux-5.15/net, 7, 2, 3, 2",
        "linux-6.18.44/net, 17, 0, 2, 11",
    })
    void shouldReadSockstat(String net, long inUse, long orphans, long timeWait, long pages) {
        assertThat(SocketStat.read(Recordings.net(net)))
                .isEqualTo(new SocketStat(
                        OptionalLong.of(inUse),
                        OptionalLong.of(orphans),
                        OptionalLong.of(timeWait),
                        OptionalLong.of(pages)));
    }

    @Test
    void shouldNotKnowAGaugeThatIsNotThere() throws IOException {
        Files.writeString(root.resolve("sockstat"), "TCP: inuse 5 orphan 1 alloc 5\n");

        assertThat(SocketStat.read(new NetFiles(root)))
                .isEqualTo(new SocketStat(
                        OptionalLong.of(5), OptionalLong.of(1), OptionalLong.empty(), OptionalLong.empty()));
    }

    @ParameterizedTest(name = "{1}: {3}")
    @CsvSource({
        "by-hand/linux-3.10/net, 192.0.2.77, true, no answer yet",
        "by-hand/linux-3.10/net, 192.0.2.1, false, answered",
        "by-hand/linux-3.10/net, 192.0.2.7, , the beginning of another address",
        "linux-6.18.44/net, 10.9.0.2, true, no answer yet",
        "linux-6.18.44/net, 10.9.0.3, false, set by hand",
        "linux-3.13.10-stale-tuple/before, 127.0.0.1, , an empty table",
        "by-hand/linux-3.10/net, ::1, , no IPv4",
        "absent, 192.0.2.1, , no table",
    })
    void shouldTellUnresolvedNeighbours(String net, String address, Boolean unresolved, String reason)
            throws IOException {
        assertThat(Neighbours.isUnresolved(Recordings.net(net), InetAddress.getByName(address))
                        .orElse(null))
                .isEqualTo(unresolved);
    }

    @Test
    void shouldReadTheRoomForTrackedConnections() throws IOException {
        Path directory = Files.createDirectories(root.resolve("net/netfilter"));
        Files.writeString(directory.resolve("nf_conntrack_count"), "12\n");

        assertThat(ConntrackRoom.read(new Sysctl(root)))
                .isEqualTo(new ConntrackRoom(OptionalLong.of(12), OptionalLong.empty()));
    }

    @ParameterizedTest(name = "{0}: {6}")
    @CsvSource(
            delimiter = '|',
            value = {
                "0::/app.slice/x | app.slice/x | nr_periods 5\\nnr_throttled 3\\nthrottled_usec 250\\n | 5 | 3 | 250000 | version 2",
                "0::/ | . | nr_periods 5\\nnr_throttled 3\\nthrottled_usec 250\\n | 5 | 3 | 250000 | version 2 in a container of its own",
                "0::/docker/ab | . | nr_periods 5\\nnr_throttled 3\\nthrottled_usec 250\\n | 5 | 3 | 250000 | the host's path in a container",
                "0::/a/b/c | a | nr_periods 5\\nnr_throttled 3\\nthrottled_usec 250\\n | 5 | 3 | 250000 | a quota further up",
                "0::/a | a | usage_usec 9\\n | | | | without a quota",
                "0::/../../x | . | nr_throttled 3\\nthrottled_usec 250\\n | | | | outside of what is mounted",
                "4:cpu,cpuacct:/x | cpu,cpuacct/x | nr_periods 6\\nnr_throttled 2\\nthrottled_time 77\\n | 6 | 2 | 77 | version 1",
                "4:cpuset:/x | cpuset/x | nr_throttled 2\\nthrottled_time 77\\n | | | | another controller",
                "0::/x | x | nr_throttled 2\\nthrottled_usec 7 | | 2 | | digits may be missing",
                "0:: | . | nr_throttled z\\n | | | | garbage",
            })
    void shouldReadThrottling(
            String membership, String group, String text, Long periods, Long throttled, Long ns, String reason)
            throws IOException {
        Path mount = Files.createDirectories(root.resolve("mount"));
        Path file = Files.writeString(root.resolve("cgroup"), "12:pids:/y\n" + membership + "\n");
        Path directory = Files.createDirectories(mount.resolve(group));
        Files.writeString(directory.resolve("cpu.stat"), text.replace("\\n", "\n"));

        assertThat(CpuThrottling.read(file, mount))
                .isEqualTo(new CpuThrottling(known(periods), known(throttled), known(ns)));
    }

    @Test
    void shouldAddUpThrottlingOfNestedGroups() throws IOException {
        Path file = Files.writeString(root.resolve("cgroup"), "0::/pod/box\n");
        for (String group : new String[] {"pod", "pod/box"}) {
            Path directory = Files.createDirectories(root.resolve(group));
            Files.writeString(directory.resolve("cpu.stat"), "nr_periods 3\nnr_throttled 2\nthrottled_usec 5\n");
        }

        assertThat(CpuThrottling.read(file, root))
                .isEqualTo(new CpuThrottling(OptionalLong.of(6), OptionalLong.of(4), OptionalLong.of(10_000)));
    }

    private static OptionalLong known(Long number) {
        return number == null ? OptionalLong.empty() : OptionalLong.of(number);
    }
}
