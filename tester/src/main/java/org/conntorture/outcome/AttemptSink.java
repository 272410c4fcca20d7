package org.conntorture.outcome;

/** Takes each ended attempt, on the event loop that ran it; must copy what it keeps, as the record is used again. */
public interface AttemptSink {
    void ended(Attempt attempt);
}
