package org.conntorture.outcome;

/** Takes each ended attempt, on the event loop that ran it; must copy what it keeps, as the record is used again. */
public interface AttemptSink {
    void ended(Attempt attempt);

    /** A reply was complete and as expected, and the attempt goes on with a further exchange. */
    default void replied(Attempt attempt) {}

    /**
     * The attempt has waited half its time-out and is still open, so whoever wants to see its sockets can look now. Once
     * for each phase that waits; most attempts never come here.
     */
    default void overdue(Attempt attempt) {}

    /**
     * The loop did nothing for so long, whatever kept it: a hiccup of the tester.
     *
     * @param startNs {@link System#nanoTime()}
     */
    default void stoodStill(long startNs, long durationNs) {}
}
