package org.conntorture.attempt;

/** The wires of one event loop, and what they share. Made before the load starts, closed when nothing is open any more. */
interface Wires extends AutoCloseable {
    Wire newWire(AttemptMachine machine);

    /** Runs a step on the loop, at the soonest after a look at what has come. */
    void later(Runnable step, long delayMs);

    /** Ends at once what was hung up and waits for its turn. */
    void endWhatIsOver();

    @Override
    void close();
}
