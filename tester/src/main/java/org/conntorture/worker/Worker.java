package org.conntorture.worker;

import org.conntorture.attempt.AttemptMachine;
import org.conntorture.attempt.ConnectionOwner;
import org.conntorture.attempt.Connector;
import org.conntorture.outcome.Attempt;
import org.conntorture.outcome.AttemptSink;
import org.conntorture.outcome.FailureKind;

/** A slot that holds at most one connection at a time; pinned to its loop, which tells it when to begin. */
final class Worker implements ConnectionOwner {
    final Attempt attempt = new Attempt();
    private final LoadLoop loop;
    private final AttemptMachine machine;
    private final Deadline deadline = new Deadline(this);
    private long stallsAtBegin;

    Worker(LoadLoop loop, Connector connector) {
        this.loop = loop;
        this.machine = connector.newMachine(this, attempt);
    }

    /** Opens the attempt that {@code attempt.begin} has just set up. */
    void open() {
        stallsAtBegin = loop.clock().stalls();
        loop.connectDeadlines().add(deadline, loop.clock().running(attempt.openNs));
        machine.open();
    }

    @Override
    public void awaits() {
        deadline.cancel();
        DeadlineQueue deadlines = switch (attempt.phase) {
            case IDLE -> loop.holdDeadlines();
            case CLOSE -> loop.closeDeadlines();
            default -> loop.replyDeadlines();
        };
        deadlines.add(deadline, loop.clock().running(attempt.phaseStartNs()));
    }

    @Override
    public void replied() {
        loop.replied(attempt);
    }

    void tellOverdue(AttemptSink sink) {
        machine.noteSource();
        sink.overdue(attempt);
    }

    void timeOut() {
        machine.timeOut();
    }

    /** Whether an attempt is open: it then always has a deadline. */
    boolean isBusy() {
        return deadline.queue != null;
    }

    void abandon() {
        machine.abandon();
    }

    @Override
    public void ended() {
        deadline.cancel();
        if (attempt.failure != null && loop.clock().stalls() != stallsAtBegin && attempt.failure.mayComeOfStall()) {
            attempt.detail = "otherwise " + attempt.failure.id();
            attempt.failure = FailureKind.TESTER_STALLED;
        }
        loop.ended(this);
    }
}
