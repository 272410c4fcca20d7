package org.conntorture.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.conntorture.kernel.ConntrackRoom;
import org.conntorture.kernel.Counters;
import org.conntorture.kernel.DescriptorLimit;
import org.conntorture.kernel.ListenerDetail;
import org.conntorture.kernel.NetFiles;
import org.conntorture.kernel.ProcessState;
import org.conntorture.kernel.SocketOwners;
import org.conntorture.kernel.SocketRow;
import org.conntorture.kernel.SocketStat;
import org.conntorture.kernel.Sysctl;

/** Reads the host the tester is on; takes a second and a bit, on the command's thread. */
public final class HostReader {
    private static final long BETWEEN_READINGS_MS = 1000;

    private HostReader() {}

    /** @param target to be tested, or nothing for the host alone */
    public static Host read(Optional<InetSocketAddress> target, double ratePerSecond) throws InterruptedException {
        Sysctl sysctl = new Sysctl(Sysctl.ROOT);
        NetFiles net = NetFiles.OF_TESTER;
        SocketReading earlier = SocketReading.read(net, ListenerDetail.readAll());
        TimeUnit.MILLISECONDS.sleep(BETWEEN_READINGS_MS);
        SocketReading now = SocketReading.read(net, ListenerDetail.readAll());
        return new Host(
                new Purpose(target, target.isPresent() && isLocal(target.get().getAddress()), ratePerSecond),
                sysctl,
                Counters.read(net),
                SocketStat.read(net),
                ConntrackRoom.read(sysctl),
                DescriptorLimit.read(DescriptorLimit.FILE),
                earlier,
                now,
                owners(now, ProcessState.PROC),
                MachineReader.read());
    }

    private static boolean isLocal(InetAddress address) {
        try {
            return address.isLoopbackAddress()
                    || address.isAnyLocalAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the addresses of this host cannot be listed", unreadable);
        }
    }

    /** The processes of all sockets that advice may name. */
    static Map<Long, ProcessState> owners(SocketReading now, Path proc) {
        Set<Long> inodes = new HashSet<>();
        now.listeners().forEach(row -> inodes.add(row.inode()));
        now.closeWaits().forEach(row -> inodes.add(row.inode()));
        now.hanging().forEach(hanging -> {
            inodes.add(hanging.connect().inode());
            hanging.old().map(SocketRow::inode).ifPresent(inodes::add);
        });
        inodes.remove(0L);
        Map<Long, ProcessState> processes = new HashMap<>();
        Map<Long, ProcessState> byPid = new HashMap<>();
        new SocketOwners(proc).pidsOf(inodes, List.of()).forEach((inode, pid) -> {
            Optional<ProcessState> process = Optional.ofNullable(byPid.get(pid)).or(() -> ProcessState.read(proc, pid));
            process.ifPresent(known -> {
                byPid.put(pid, known);
                processes.put(inode, known);
            });
        });
        return processes;
    }
}
