package org.conntorture.worker;

/** When a worker's phase under way must be over; a link of a {@link DeadlineQueue}. */
final class Deadline {
    final Worker worker;
    long atNs;
    DeadlineQueue queue;
    Deadline previous;
    Deadline next;

    Deadline(Worker worker) {
        this.worker = worker;
    }

    /** Leaves the queue it is in, if any. */
    void cancel() {
        if (queue != null) {
            queue.remove(this);
        }
    }
}
