package org.conntorture.worker;

/**
 * Deadlines of one equal time-out, so the first put in is the first due: adding and removing take no search. Owned by
 * one event loop; linked through the deadlines themselves.
 */
final class DeadlineQueue {
    private final long timeoutNs;
    private Deadline head;
    private Deadline tail;
    /** The first that was not yet found overdue. */
    private Deadline waiting;

    DeadlineQueue(long timeoutNs) {
        this.timeoutNs = timeoutNs;
    }

    /** Puts a deadline that is in no queue to the end, due one time-out after {@code nowNs}. */
    void add(Deadline deadline, long nowNs) {
        deadline.atNs = nowNs + timeoutNs;
        deadline.queue = this;
        deadline.previous = tail;
        if (tail == null) {
            head = deadline;
        } else {
            tail.next = deadline;
        }
        tail = deadline;
        if (waiting == null) {
            waiting = deadline;
        }
    }

    void remove(Deadline deadline) {
        if (waiting == deadline) {
            waiting = deadline.next;
        }
        if (deadline.previous == null) {
            head = deadline.next;
        } else {
            deadline.previous.next = deadline.next;
        }
        if (deadline.next == null) {
            tail = deadline.previous;
        } else {
            deadline.next.previous = deadline.previous;
        }
        deadline.queue = null;
        deadline.previous = null;
        deadline.next = null;
    }

    /** Answers each deadline once that has half its time behind it and stays in the queue, then null. */
    Deadline pollOverdue(long nowNs) {
        Deadline first = waiting;
        if (first == null || first.atNs - nowNs > timeoutNs / 2) {
            return null;
        }
        waiting = first.next;
        return first;
    }

    /** Takes out the first deadline that is due, or answers null. */
    Deadline pollDue(long nowNs) {
        Deadline first = head;
        if (first == null || first.atNs - nowNs > 0) {
            return null;
        }
        remove(first);
        return first;
    }
}
