package org.conntorture.kernel;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How often and how long the CPU quota of this process' control group, or of one above it, has stopped it. Unknown
 * where the group does not say, as the root of version 2.
 *
 * @param periods in which the group wanted a processor, of usually 100 ms each; nr_periods of cpu.stat
 * @param throttledPeriods those of them in which it was stopped; nr_throttled
 * @param throttledNs summed over processors; throttled_usec, throttled_time in version 1
 */
public record CpuThrottling(OptionalLong periods, OptionalLong throttledPeriods, OptionalLong throttledNs) {
    public static final Path MEMBERSHIP = Path.of("/proc/self/cgroup");
    public static final Path MOUNT = Path.of("/sys/fs/cgroup");

    public static final CpuThrottling UNKNOWN =
            new CpuThrottling(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
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
        List<Membership> groups = Membership.read(membership, mount);
        return groups.stream()
                .filter(group -> group.controllers().contains("cpu"))
                .findFirst()
                .or(() -> groups.stream().filter(Membership::isVersion2).findFirst())
                .map(CpuThrottling::of)
                .orElse(UNKNOWN);
    }

    /**
     * Sums over the group and all above it. In a container the path may be the host's, of which the mount shows the
     * container's own group alone, as its root.
     */
    private static CpuThrottling of(Membership group) {
        CpuThrottling sum = UNKNOWN;
        Path directory = group.directory();
        for (; directory != null && directory.startsWith(group.hierarchy()); directory = directory.getParent()) {
            Path stat = directory.resolve("cpu.stat");
            OptionalLong ns = number(stat, "throttled_usec", NS_PER_US);
            sum = sum.plus(new CpuThrottling(
                    number(stat, "nr_periods", 1),
                    number(stat, "nr_throttled", 1),
                    ns.isPresent() ? ns : number(stat, "throttled_time", 1)));
        }
        return sum;
    }

    /** What is unknown in one is taken from the other. */
    public CpuThrottling plus(CpuThrottling other) {
        return new CpuThrottling(
                sum(periods, other.periods),
                sum(throttledPeriods, other.throttledPeriods),
                sum(throttledNs, other.throttledNs));
    }

    /** What came since an earlier reading; a group that was left takes its part along. */
    public CpuThrottling since(CpuThrottling before) {
        return new CpuThrottling(
                grown(before.periods, periods),
                grown(before.throttledPeriods, throttledPeriods),
                grown(before.throttledNs, throttledNs));
    }

    private static OptionalLong grown(OptionalLong before, OptionalLong now) {
        return before.isPresent() && now.isPresent()
                ? OptionalLong.of(Math.max(0, now.getAsLong() - before.getAsLong()))
                : OptionalLong.empty();
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
