package org.conntorture.evidence;

import java.util.List;
import java.util.Map;

/**
 * Sockets on the target's port whose client has closed and which the server keeps (CLOSE_WAIT and accepted), before the
 * first turn and after the last.
 *
 * @param reset beside those after: seen in the run and reset since, as by a new SYN on the same addresses and ports, while
 *     a process still holds the descriptor
 * @param unread of those after, how many hold bytes that nothing has read
 * @param unreadBytes in these
 * @param remotePorts of those after and those reset, the first of them
 * @param owners how many of both each process holds, by its text
 */
public record LeakEvidence(
        int before,
        int after,
        int reset,
        int unread,
        long unreadBytes,
        List<Integer> remotePorts,
        Map<String, Integer> owners) {
    public static final LeakEvidence NONE = new LeakEvidence(0, 0, 0, 0, 0, List.of(), Map.of());

    public int grown() {
        return Math.max(0, after + reset - before);
    }
}
