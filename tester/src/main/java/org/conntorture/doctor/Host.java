package org.conntorture.doctor;

import java.util.Map;
import java.util.Optional;
import org.conntorture.kernel.ConntrackRoom;
import org.conntorture.kernel.Counters;
import org.conntorture.kernel.DescriptorLimit;
import org.conntorture.kernel.ProcessState;
import org.conntorture.kernel.SocketStat;
import org.conntorture.kernel.Sysctl;

/**
 * Everything the checks look at; read by {@link HostReader}, or from recorded texts.
 *
 * @param earlier the sockets a second before {@code now}
 * @param owners the process of each socket that matters, by inode; nothing for one that may not be looked at
 */
public record Host(
        Purpose purpose,
        Sysctl sysctl,
        Counters counters,
        SocketStat gauges,
        ConntrackRoom conntrack,
        Optional<DescriptorLimit> descriptors,
        SocketReading earlier,
        SocketReading now,
        Map<Long, ProcessState> owners,
        Machine machine) {
    public Host {
        owners = Map.copyOf(owners);
    }

    /** {@code node (pid 43)}, or why it has no name. */
    String owner(long inode) {
        ProcessState process = owners.get(inode);
        if (process != null) {
            return process.name() + " (pid " + process.pid() + ")";
        }
        return inode == 0 ? "no process" : "a process that cannot be seen (try as root)";
    }
}
