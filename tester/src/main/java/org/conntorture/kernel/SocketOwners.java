package org.conntorture.kernel;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Which process holds a socket, from the links in /proc/PID/fd; those of another user's processes need privilege. Walks
 * one process after the other, so it is for rare moments; cold code on any thread.
 */
public final class SocketOwners {
    private static final String LINK = "socket:[";

    private final Path proc;

    public SocketOwners(Path proc) {
        this.proc = proc;
    }

    /**
     * The process of each inode, of several that hold it the one listed first, else the oldest. Looks no further once
     * all are found. An inode without an entry is held by nobody, or by a process that may not be looked at.
     */
    public Map<Long, Long> pidsOf(Set<Long> inodes, Collection<Long> likelyPids) {
        Map<Long, Long> owners = new HashMap<>();
        Set<Long> wanted = new HashSet<>(inodes);
        take(wanted, likelyPids, owners);
        if (!wanted.isEmpty()) {
            take(wanted, byAgeWithout(likelyPids), owners);
        }
        return owners;
    }

    /** All processes of each inode in the same order; looks at every process. */
    public Map<Long, List<Long>> allPidsOf(Set<Long> inodes, Collection<Long> likelyPids) {
        Set<Long> pids = new LinkedHashSet<>(likelyPids);
        pids.addAll(byAgeWithout(likelyPids));
        Map<Long, List<Long>> owners = new HashMap<>();
        for (long pid : pids) {
            for (long inode : socketsOf(pid).orElse(Set.of())) {
                if (inodes.contains(inode)) {
                    owners.computeIfAbsent(inode, first -> new ArrayList<>()).add(pid);
                }
            }
        }
        return owners;
    }

    /** Inodes of the sockets a process has open; unknown where this may not be looked at. */
    public Optional<Set<Long>> socketsOf(long pid) {
        Set<Long> inodes = new HashSet<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(proc.resolve(pid + "/fd"))) {
            for (Path descriptor : descriptors) {
                inodeOf(descriptor).ifPresent(inodes::add);
            }
            return Optional.of(inodes);
        } catch (IOException | DirectoryIteratorException goneOrAnotherUsers) {
            return Optional.empty();
        }
    }

    private void take(Set<Long> wanted, Collection<Long> pids, Map<Long, Long> owners) {
        for (long pid : pids) {
            for (long inode : wanted.isEmpty() ? Set.<Long>of() : socketsOf(pid).orElse(Set.of())) {
                if (wanted.remove(inode)) {
                    owners.put(inode, pid);
                }
            }
        }
    }

    private List<Long> byAgeWithout(Collection<Long> pids) {
        Set<Long> without = new HashSet<>(pids);
        return ProcessStat.all(proc).orElse(List.of()).stream()
                .sorted(Comparator.comparingLong(ProcessStat::startTicks).thenComparingLong(ProcessStat::pid))
                .map(ProcessStat::pid)
                .filter(pid -> !without.contains(pid))
                .toList();
    }

    private static OptionalLong inodeOf(Path descriptor) {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            return target.startsWith(LINK) && target.endsWith("]")
                    ? Digits.decimal(target.substring(LINK.length(), target.length() - 1))
                    : OptionalLong.empty();
        } catch (IOException closedMeanwhile) {
            return OptionalLong.empty();
        }
    }
}
