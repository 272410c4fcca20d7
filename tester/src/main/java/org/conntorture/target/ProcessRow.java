package org.conntorture.target;

/**
 * A living process. A pid alone may be another process a moment later: pid and start together are one for ever.
 *
 * @param sessionId pid of the process that began its session, or 0 where that is not known
 * @param start clock ticks since boot, or milliseconds since 1970 where there is no /proc
 */
record ProcessRow(long pid, long parentPid, long sessionId, long start) {

    boolean leadsSession() {
        return pid == sessionId;
    }
}
