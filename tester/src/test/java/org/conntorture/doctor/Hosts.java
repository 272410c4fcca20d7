package org.conntorture.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.conntorture.kernel.ConntrackRoom;
import org.conntorture.kernel.Counters;
import org.conntorture.kernel.CpuThrottling;
import org.conntorture.kernel.DescriptorLimit;
import org.conntorture.kernel.ListenerDetail;
import org.conntorture.kernel.NetFiles;
import org.conntorture.kernel.ProcessState;
import org.conntorture.kernel.SocketRow;
import org.conntorture.kernel.SocketStat;
import org.conntorture.kernel.Sysctl;
import org.conntorture.kernel.TcpState;

/** Hosts for tests: a healthy one on which nothing is amiss but what a test changes. */
final class Hosts {
    static final Path RECORDED = Path.of("src/test/resources/kernel");

    Purpose purpose = new Purpose(Optional.empty(), false, 0);
    Sysctl sysctl = new Sysctl(RECORDED.resolve("linux-6.18.44/sys"));
    NetFiles net = new NetFiles(Path.of("no-such-directory"));
    ConntrackRoom conntrack = new ConntrackRoom(OptionalLong.empty(), OptionalLong.empty());
    Optional<DescriptorLimit> descriptors = Optional.of(new DescriptorLimit(20000, 20000));
    SocketReading earlier = sockets(List.of(), List.of(), List.of());
    SocketReading now = earlier;
    Map<Long, ProcessState> owners = Map.of(1L, process(11, "web"), 2L, process(12, "pm2"), 3L, process(13, "curl"));
    Machine machine = machine(4, 4, 0);

    Host host() {
        return new Host(
                purpose,
                sysctl,
                Counters.read(net),
                SocketStat.read(net),
                conntrack,
                descriptors,
                earlier,
                now,
                owners,
                machine);
    }

    Hosts testing(String address, int port, double ratePerSecond) {
        purpose = new Purpose(Optional.of(endpoint(address, port)), true, ratePerSecond);
        return this;
    }

    /** The same sockets a second ago and now. */
    Hosts with(SocketReading sockets) {
        earlier = sockets;
        now = sockets;
        return this;
    }

    static SocketReading sockets(List<SocketRow> listeners, List<ListenerDetail> queues, List<SocketRow> closeWaits) {
        return new SocketReading(true, listeners, Optional.of(queues), closeWaits, List.of());
    }

    static SocketRow listener(String address, int port, long queue, long inode) {
        return new SocketRow(
                endpoint(address, port), endpoint("0.0.0.0", 0), TcpState.LISTEN, 0, queue, 0, 0, 0, inode);
    }

    static ListenerDetail queue(String address, int port, long queue, long limit, long drops) {
        return new ListenerDetail(endpoint(address, port), queue, limit, OptionalLong.of(drops));
    }

    static SocketRow closeWait(int remotePort, long unread, long inode) {
        return new SocketRow(
                endpoint("127.0.0.1", 8085),
                endpoint("127.0.0.1", remotePort),
                TcpState.CLOSE_WAIT,
                0,
                unread + 1,
                0,
                0,
                0,
                inode);
    }

    static SocketRow connect(String address, int port, long repeated, long inode) {
        return new SocketRow(
                endpoint("127.0.0.1", 40000), endpoint(address, port), TcpState.SYN_SENT, 1, 0, 1, repeated, 0, inode);
    }

    static ProcessState process(long pid, String name) {
        return new ProcessState(pid, name, name, 'S', 1, 1, OptionalLong.empty(), OptionalLong.empty());
    }

    static Machine machine(int processors, int usable, long throttledPeriods) {
        return new Machine(
                processors,
                usable,
                new CpuThrottling(OptionalLong.empty(), OptionalLong.of(throttledPeriods), OptionalLong.of(0)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true);
    }

    static InetSocketAddress endpoint(String address, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByName(address), port);
        } catch (UnknownHostException noLiteral) {
            throw new IllegalArgumentException(address, noLiteral);
        }
    }

    /** Settings as below /proc/sys, {@code net.ipv4.tcp_syn_retries=6} each. */
    static Sysctl settings(Path root, String... settings) throws IOException {
        for (String setting : settings) {
            String[] parts = setting.split("=", 2);
            Path file = root.resolve(parts[0].replace('.', '/'));
            Files.createDirectories(file.getParent());
            Files.writeString(file, parts[1] + "\n");
        }
        return new Sysctl(root);
    }

    private Hosts() {}

    static Hosts healthy() {
        return new Hosts();
    }
}
