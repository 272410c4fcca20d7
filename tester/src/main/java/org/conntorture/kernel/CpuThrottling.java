package org.conntorture.kernel;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How often and how long the CPU quota of this process' control group, or of one above it, has stopped it. Unknown
 * where the group does not say, as the root of version 2.
 *
 * @param throttledPeriods of usually 100 ms each
 * @param throttledNs summed over processors
 */
public record CpuThrottling(OptionalLong throttledPeriods, OptionalLong throttledNs) {
    public static final Path MEMBERSHIP = Path.of("/proc/self/cgroup");
    public static final Path MOUNT = Path.of("/sys/fs/cgroup");

    private static final CpuThrottling UNKNOWN = new CpuThrottling(OptionalLong.empty(), OptionalLong.empty());
    private static final int NS_PER_US = 1000;

    public static CpuThrottling read() {
        return read(MEMBERSHIP, MOUNT);
    }

    /**
     * @param membership a text as /proc/self/cgroup
     * @param mount where control groups are mounted
     */
    public static CpuThrottling read(Path membership, Path mount) {
        // A controller is in one hierarchy alone: where version 1 has the CPU, version 2 knows nothing of it.
        for (String line : KernelText.lines(membership)) {
            String[] parts = line.split(":", 3);
            if (parts.length == 3 && List.of(parts[1].split(",")).contains("cpu")) {
                return read(mount.resolve(parts[1]), parts[2]);
            }
        }
        for (String line : KernelText.lines(membership)) {
            if (line.startsWith("0::")) {
                return read(mount, line.substring("0::".length()));
            }
        }
        return UNKNOWN;
    }

    /**
     * Sums over the group and all above it. In a container the path may be the host's, of which the mount shows the
     * container's own group alone, as its root.
     */
    private static CpuThrottling read(Path hierarchy, String group) {
        CpuThrottling sum = UNKNOWN;
        Path directory = hierarchy.resolve(group.replaceFirst("^/+", "")).normalize();
        for (; directory != null && directory.startsWith(hierarchy); directory = directory.getParent()) {
            Path stat = directory.resolve("cpu.stat");
            OptionalLong ns = number(stat, "throttled_usec", NS_PER_US);
            sum = sum.plus(new CpuThrottling(
                    number(stat, "nr_throttled", 1), ns.isPresent() ? ns : number(stat, "throttled_time", 1)));
        }
        return sum;
    }

    private CpuThrottling plus(CpuThrottling other) {
        return new CpuThrottling(sum(throttledPeriods, other.throttledPeriods), sum(throttledNs, other.throttledNs));
    }

    private static OptionalLong sum(OptionalLong one, OptionalLong other) {
        return one.isPresent() && other.isPresent()
                ? OptionalLong.of(one.getAsLong() + other.getAsLong())
                : one.isPresent() ? one : other;
    }

    private static OptionalLong number(Path stat, String name, long factor) {
        Optional<String[]> found = KernelText.lines(stat).stream()
                .map(KernelText::columns)
                .filter(columns -> columns.length == 2 && columns[0].equals(name))
                .findFirst();
        OptionalLong number = found.isPresent() ? Digits.decimal(found.get()[1]) : OptionalLong.empty();
        return number.isPresent() ? OptionalLong.of(number.getAsLong() * factor) : number;
    }
}
