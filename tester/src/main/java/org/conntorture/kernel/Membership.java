package org.conntorture.kernel;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The control group of a process in one hierarchy; a line of /proc/PID/cgroup, see cgroups(7).
 *
 * @param controllers of the hierarchy; none in version 2, whose groups say themselves what they have
 * @param hierarchy where it is mounted
 * @param directory of the group; not below the hierarchy where the group is outside of what is mounted
 */
record Membership(List<String> controllers, Path hierarchy, Path directory) {
    /**
     * @param membership a text as /proc/self/cgroup
     * @param mount where control groups are mounted
     */
    static List<Membership> read(Path membership, Path mount) {
        return KernelText.lines(membership).stream()
                .map(line -> line.split(":", 3))
                .filter(parts -> parts.length == 3)
                .flatMap(parts -> of(parts, mount).stream())
                .toList();
    }

    private static Optional<Membership> of(String[] parts, Path mount) {
        try {
            return Optional.of(of(parts[0].equals("0") && parts[1].isEmpty(), parts[1], parts[2], mount));
        } catch (InvalidPathException damagedOrNotOfThisLocale) {
            return Optional.empty();
        }
    }

    private static Membership of(boolean isVersion2, String controllers, String group, Path mount) {
        Path hierarchy = mount.resolve(isVersion2 ? "unified" : controllers);
        // Alone it has the mount for itself.
        if (isVersion2 && !Files.isDirectory(hierarchy)) {
            hierarchy = mount;
        }
        return new Membership(
                isVersion2 ? List.of() : List.of(controllers.split(",")),
                hierarchy,
                hierarchy.resolve(group.replaceFirst("^/+", "")).normalize());
    }

    boolean isVersion2() {
        return controllers.isEmpty();
    }

    /** Itself or by one above it; not where the group is not shown. Who may see the process may read this too. */
    boolean isFrozen() {
        if (!directory.startsWith(hierarchy)) {
            return false;
        }
        return isVersion2()
                ? KernelText.lines(directory.resolve("cgroup.events")).contains("frozen 1")
                : controllers.contains("freezer")
                        && KernelText.lines(directory.resolve("freezer.state")).contains("FROZEN");
    }
}
