package org.conntorture.kernel;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What all readers say of one directory of texts, by name, so that two of them can be compared. */
final class HostTexts {
    private static final List<String> ADDRESSES =
            List.of("192.0.2.1", "192.0.2.77", "172.17.0.2", "10.9.0.2", "10.9.0.3");
    private static final int PID = 43;

    final Map<String, Long> counters;
    final Map<String, Object> facts = new HashMap<>();
    final List<SocketRow> rows = new ArrayList<>();
    final List<ListenerDetail> details;

    /** Texts of a process and its control group, which recordings of namespaces do not have. */
    static void addProcess(Path root) throws IOException {
        write(
                root,
                PID + "/stat",
                "43 (a) S 1 43 43 0 -1 4194560 3194 9836 0 0 40 22 7 2 20 0 1 0 248218 18833408 36\n");
        write(root, PID + "/cmdline", "a\0--port\0008085\0");
        write(root, PID + "/limits", "Limit  Soft Limit  Hard Limit  Units\nMax open files  1024  4096  files \n");
        write(root, "cgroup", "9:name=systemd:/\n0::/box\n");
        write(root, "box/cpu.stat", "usage_usec 99\nnr_periods 12\nnr_throttled 34\nthrottled_usec 5678\n");
    }

    static HostTexts read(Path root) throws IOException {
        return new HostTexts(root);
    }

    private HostTexts(Path root) throws IOException {
        NetFiles net = new NetFiles(root);
        counters = Counters.read(net).values();
        SocketTable.scan(net, rows::add);
        rows.addAll(SocketTable.listeners(net));
        rows.addAll(SocketTable.connections(net, 8085));
        details = ListenerDetail.parse(text(root.resolve("ss-ltnm")));
        SocketStat stat = SocketStat.read(net);
        put("tcpInUse", stat.tcpInUse());
        put("orphans", stat.orphans());
        put("timeWait", stat.timeWait());
        put("memoryPages", stat.memoryPages());
        for (String address : ADDRESSES) {
            put(address, Neighbours.isUnresolved(net, InetAddress.getByName(address)));
        }
        CpuThrottling throttling = CpuThrottling.read(root.resolve("cgroup"), root);
        put("throttledPeriods", throttling.throttledPeriods());
        put("throttledNs", throttling.throttledNs());
        ProcessState.read(root, PID).ifPresent(state -> {
            facts.put("state", state.state());
            facts.put("startTicks", state.startTicks());
            facts.put("cpuTicks", state.cpuTicks());
        });
        put("limit", DescriptorLimit.read(root.resolve(PID + "/limits")));
    }

    private void put(String name, Optional<?> value) {
        value.ifPresent(known -> facts.put(name, known));
    }

    private void put(String name, OptionalLong value) {
        value.ifPresent(known -> facts.put(name, known));
    }

    private static String text(Path file) throws IOException {
        return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
    }

    private static void write(Path root, String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
