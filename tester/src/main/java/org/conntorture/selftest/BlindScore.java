package org.conntorture.selftest;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.conntorture.diagnosis.CauseId;
import org.conntorture.diagnosis.Confidence;
import org.conntorture.outcome.Blame;
import org.conntorture.selftest.Trial.Status;
import org.conntorture.store.ResultTotals.NamedCause;
import org.conntorture.verdict.Proportion;

/**
 * How the blind exam came out; of the trials whose fault was made.
 *
 * @param first trials of which a fault was named first
 * @param named trials of which every fault was named
 * @param cannotTell trials of which nothing more than {@code possible} was said, or no more than that a queue overflowed where
 *     the tester could not see the process behind it
 * @param firstOrUntold trials that are one of {@code first} and {@code cannotTell}
 * @param accused trials in which a party that had no part in the fault was named first, as likely or certain
 * @param healthy healthy cases in which somebody was accused as likely or certain
 * @param notMade trials whose load was not one to make the fault
 */
public record BlindScore(
        Proportion first,
        Proportion named,
        Proportion cannotTell,
        Proportion firstOrUntold,
        Proportion accused,
        Proportion healthy,
        int notMade) {

    /** A tester without privileges sees the queue that they fill, and not the process. */
    private static final Set<CauseId> OF_A_PROCESS = Set.of(
            CauseId.PROCESS_PAUSED, CauseId.SERVER_DESCRIPTORS_EXHAUSTED, CauseId.CPU_THROTTLED, CauseId.CPU_STARVED);

    /** What was said of one trial. */
    enum Answer {
        RIGHT,
        /** One of two faults was named first, and the other not at all. */
        HALF,
        NAMED_LATER,
        CANNOT_TELL,
        WRONG_CAUSE,
        WRONG_PARTY,
        NOT_MADE
    }

    public static BlindScore of(List<Trial> trials) {
        List<Answer> faults = trials.stream()
                .filter(trial -> !trial.isHealthy())
                .map(BlindScore::answer)
                .filter(answer -> answer != Answer.NOT_MADE)
                .toList();
        List<Answer> healthy = trials.stream()
                .filter(Trial::isHealthy)
                .map(BlindScore::answer)
                .filter(answer -> answer != Answer.NOT_MADE)
                .toList();
        return new BlindScore(
                share(faults, Set.of(Answer.RIGHT, Answer.HALF)),
                share(faults, Set.of(Answer.RIGHT, Answer.NAMED_LATER)),
                share(faults, Set.of(Answer.CANNOT_TELL)),
                share(faults, Set.of(Answer.RIGHT, Answer.HALF, Answer.CANNOT_TELL)),
                share(faults, Set.of(Answer.WRONG_PARTY)),
                share(healthy, Set.of(Answer.WRONG_PARTY)),
                trials.size() - faults.size() - healthy.size());
    }

    private static Proportion share(List<Answer> answers, Set<Answer> wanted) {
        return new Proportion((int) answers.stream().filter(wanted::contains).count(), answers.size());
    }

    /** Whether a party was accused that had no part in it. */
    public boolean isWrong() {
        return accused.count() > 0 || healthy.count() > 0;
    }

    static Answer answer(Trial trial) {
        if (trial.status() == Status.NOT_MADE || trial.status() == Status.SKIPPED) {
            return Answer.NOT_MADE;
        }
        List<NamedCause> told = trial.named().stream()
                .filter(cause -> isAccusation(cause) && !cause.id().equals(CauseId.UNEXPLAINED.id()))
                .filter(cause -> !isOfUnseenProcess(trial, cause))
                .toList();
        if (trial.isHealthy()) {
            return told.stream().allMatch(cause -> blame(cause) == Blame.TESTER) ? Answer.RIGHT : Answer.WRONG_PARTY;
        }
        List<String> named = trial.named().stream().map(NamedCause::id).toList();
        boolean first = !named.isEmpty() && trial.expected().contains(named.get(0));
        boolean later = named.stream().anyMatch(trial.expected()::contains);
        if (first || told.isEmpty()) {
            boolean all = named.containsAll(trial.expected());
            return first ? all ? Answer.RIGHT : Answer.HALF : later ? Answer.NAMED_LATER : Answer.CANNOT_TELL;
        }
        Set<Blame> guilty = trial.expected().stream().map(BlindScore::blame).collect(Collectors.toSet());
        guilty.add(Blame.TESTER);
        return trial.expected().contains(told.get(0).id()) || later && guilty.contains(blame(told.get(0)))
                ? Answer.NAMED_LATER
                : guilty.contains(blame(told.get(0))) ? Answer.WRONG_CAUSE : Answer.WRONG_PARTY;
    }

    private static boolean isOfUnseenProcess(Trial trial, NamedCause cause) {
        return trial.unprivileged()
                && !trial.isHealthy()
                && cause.id().equals(CauseId.ACCEPT_QUEUE_OVERFLOW.id())
                && trial.expected().stream().map(CauseId::ofId).allMatch(OF_A_PROCESS::contains);
    }

    private static boolean isAccusation(NamedCause cause) {
        return !cause.confidence().equalsIgnoreCase(Confidence.POSSIBLE.name()) && cause.explains() > 0;
    }

    private static Blame blame(NamedCause cause) {
        return blame(cause.id());
    }

    private static Blame blame(String id) {
        return CauseId.ofId(id).blame();
    }
}
