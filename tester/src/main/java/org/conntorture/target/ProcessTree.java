package org.conntorture.target;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * All processes that came of one target, or of one command: what carries its mark, runs in a session of its own, or
 * descends from either. Daemons cut the line of descent, leave the session or clear their environment, seldom all
 * three; and what was once seen to belong stays known. Asked and ended by several threads.
 */
final class ProcessTree {
    private static final Duration TERM_WAIT = Duration.ofSeconds(3);
    private static final Duration KILL_WAIT = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(20);

    /** Start of a session's leader that was gone before it was looked at. */
    private static final long LEADER_GONE = -1;

    private final ProcessTable table;
    private final ProcessRow tester;
    private final Mark mark;
    private final Consumer<String> sessionFound;
    /** Pids with the start that makes them unique. */
    private final Map<Long, Long> known = new HashMap<>();
    /** Session ids with the start of their leaders. */
    private final Map<Long, Long> sessions = new HashMap<>();

    /**
     * @param tester this process: it, its session and all that is older never belong to a target
     * @param sessionFound is told {@code SESSION LEADER_START} of each session of its own
     */
    ProcessTree(ProcessTable table, ProcessRow tester, Mark mark, Consumer<String> sessionFound) {
        this.table = table;
        this.tester = tester;
        this.mark = mark;
        this.sessionFound = sessionFound;
    }

    /** Adds a process just started, which may have ended already. */
    synchronized void add(long pid, boolean inOwnSession) {
        long start = table.row(pid).map(ProcessRow::start).orElse(LEADER_GONE);
        known.put(pid, start);
        if (inOwnSession) {
            addSession(pid, start);
        }
    }

    /**
     * Adds who listens on {@code port}: a daemon such as nginx has left the session and overwritten its environment. It
     * and its session must be younger than the tester, lest a service manager's session be taken for ours.
     */
    synchronized void addListener(int port) {
        List<ProcessRow> candidates = candidates();
        for (ProcessRow listener : table.listeners(port, candidates)) {
            candidates.stream()
                    .filter(row -> row.pid() == listener.sessionId())
                    .findFirst()
                    .ifPresent(leader -> {
                        known.put(listener.pid(), listener.start());
                        addSession(leader.pid(), leader.start());
                    });
        }
    }

    synchronized boolean isAlive() {
        return !alive().isEmpty();
    }

    /** Those alive now; what is seen here is remembered, so looking early catches what breaks away later. */
    synchronized Set<ProcessRow> alive() {
        List<ProcessRow> candidates = candidates();
        Map<Long, Long> starts = new HashMap<>();
        candidates.forEach(row -> starts.put(row.pid(), row.start()));
        known.entrySet().removeIf(entry -> !entry.getValue().equals(starts.get(entry.getKey())));
        Set<ProcessRow> owned = new LinkedHashSet<>();
        candidates.stream().filter(row -> isOwn(row, starts)).forEach(owned::add);
        addDescendants(owned, candidates);
        owned.forEach(this::remember);
        return owned;
    }

    /** Asks all of them to end, then kills; returns those that are still there, which may belong to another user. */
    synchronized Set<ProcessRow> end() {
        boolean interrupted = Thread.interrupted();
        try {
            signalUntilGone(ProcessHandle::destroy, TERM_WAIT);
            return signalUntilGone(ProcessHandle::destroyForcibly, KILL_WAIT);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private List<ProcessRow> candidates() {
        return table.since(tester.start()).stream()
                .filter(row -> row.pid() != tester.pid())
                .toList();
    }

    private boolean isOwn(ProcessRow row, Map<Long, Long> starts) {
        return known.containsKey(row.pid()) || isInOwnSession(row, starts) || table.carries(row, mark);
    }

    /** A session's number is not used again while it has members, but once they are gone: then its leader is another. */
    private boolean isInOwnSession(ProcessRow row, Map<Long, Long> starts) {
        Long leaderStart = sessions.get(row.sessionId());
        Long startNow = starts.get(row.sessionId());
        return leaderStart != null && (startNow == null || startNow.equals(leaderStart));
    }

    private static void addDescendants(Set<ProcessRow> owned, List<ProcessRow> candidates) {
        Set<Long> pids = new HashSet<>();
        owned.forEach(row -> pids.add(row.pid()));
        boolean grown = true;
        while (grown) {
            grown = false;
            for (ProcessRow row : candidates) {
                if (pids.contains(row.parentPid()) && pids.add(row.pid())) {
                    owned.add(row);
                    grown = true;
                }
            }
        }
    }

    private void remember(ProcessRow row) {
        known.put(row.pid(), row.start());
        if (row.leadsSession()) {
            addSession(row.pid(), row.start());
        }
    }

    private void addSession(long sessionId, long leaderStart) {
        if (sessionId != tester.sessionId() && sessions.putIfAbsent(sessionId, leaderStart) == null) {
            sessionFound.accept(sessionId + " " + leaderStart);
        }
    }

    private Set<ProcessRow> signalUntilGone(Predicate<ProcessHandle> signal, Duration within) {
        long deadlineNs = System.nanoTime() + within.toNanos();
        Set<Long> signalled = new HashSet<>();
        Set<ProcessRow> left = alive();
        while (!left.isEmpty() && System.nanoTime() - deadlineNs < 0) {
            left.stream().filter(row -> signalled.add(row.pid())).forEach(row -> send(row, signal));
            LockSupport.parkNanos(POLL.toNanos());
            left = alive();
        }
        return left;
    }

    /** The handle is taken before the row is read again and checks its own start, so no reused pid is hit. */
    private void send(ProcessRow row, Predicate<ProcessHandle> signal) {
        ProcessHandle.of(row.pid())
                .filter(handle -> table.row(row.pid())
                        .filter(now -> now.start() == row.start())
                        .isPresent())
                .ifPresent(signal::test);
    }
}
