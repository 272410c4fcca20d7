package org.conntorture.plan;

import java.net.UnixDomainSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.conntorture.text.Counts;

/**
 * One run: the load, the targets that take it in turn, and what is expected of them.
 *
 * @param name of the scenario, or of the target of an ad hoc run; names the result directory
 * @param rounds how often each target has its turn; the order turns round each time (A B B A)
 * @param load what each target gets, over all rounds and from all shards together
 */
public record RunPlan(
        String name,
        String description,
        int rounds,
        Load load,
        List<Target> targets,
        List<Expectation> expectations,
        Shard shard) {
    /** For one tester alone, with nothing expected. */
    public RunPlan(String name, String description, int rounds, Load load, List<Target> targets) {
        this(name, description, rounds, load, targets, List.of(), Shard.WHOLE);
    }

    public RunPlan {
        targets = List.copyOf(targets);
        expectations = List.copyOf(expectations);
        if (rounds < 1 || rounds > 1000) {
            throw new IllegalArgumentException("rounds must be 1 to 1000, was " + rounds);
        }
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("at least one target is needed");
        }
        Ends ends = load.ends();
        if (targets.size() > 1 && ends.attempts() == 0 && ends.duration() == null) {
            throw new IllegalArgumentException("a clean target never comes to its " + Counts.of(ends.failures())
                    + " failures, and the others wait for their turn: give attempts or a duration too, such as 30s");
        }
        Set<String> names = new HashSet<>();
        for (Target target : targets) {
            if (!names.add(target.name())) {
                throw new IllegalArgumentException("two targets are named '" + target.name() + "'");
            }
        }
        for (Target target : targets) {
            if (target.undisturbed() != null
                    && (!names.contains(target.undisturbed())
                            || target.undisturbed().equals(target.name()))) {
                throw new IllegalArgumentException("undisturbed '" + target.undisturbed() + "' of target '"
                        + target.name() + "' is not the name of another target");
            }
        }
        for (Target target : targets) {
            boolean reads = target.origin() instanceof Origin.Command command
                    && command.logs() != null
                    && command.logs().access() != null;
            if (reads && !load.workload().kind().takesHttp()) {
                throw new IllegalArgumentException("logs of target '" + target.name() + "' name an access log, which is"
                        + " compared with HTTP statuses: the workload must be request, is "
                        + load.workload().kind().id());
            }
        }
        for (Expectation expectation : expectations) {
            if (expectation.target() != null && !names.contains(expectation.target())) {
                throw new IllegalArgumentException("expectation '" + expectation.text() + "' is of '"
                        + expectation.target() + "', which is not the name of a target");
            }
        }
        requireShareable(shard, rounds, load, targets);
        if (targets.stream().anyMatch(RunPlan::isUnixSocket)) {
            load.requireFitForUnixSockets();
        }
        if (targets.stream().noneMatch(target -> target.role() == Role.SUBJECT)) {
            throw new IllegalArgumentException("no target is a subject, so there is nothing to judge");
        }
    }

    private static void requireShareable(Shard shard, int rounds, Load load, List<Target> targets) {
        shard.requireEnough(load);
        boolean several = targets.size() * rounds > 1;
        if (shard.startsTogether() && several && load.ends().duration() == null) {
            throw new IllegalArgumentException(
                    "turns that start together need a duration, such as 30s: nobody knows when attempts alone will end");
        }
        for (Target target : targets) {
            if (shard.count() > 1 && !(target.origin() instanceof Origin.Address)) {
                throw new IllegalArgumentException("target '" + target.name() + "' is started by the tester, and "
                        + shard.count() + " shards must not each start one: start it yourself and give its address");
            }
        }
    }

    /** Whether io_uring can carry all of it. */
    public boolean fitsIoUring() {
        return load.hasOnePlainExchange() && targets.stream().noneMatch(RunPlan::isUnixSocket);
    }

    /** Whether any connection takes a port of this host. */
    public boolean usesPorts() {
        return !targets.stream().allMatch(RunPlan::isUnixSocket);
    }

    private static boolean isUnixSocket(Target target) {
        return target.origin() instanceof Origin.Address known && known.address() instanceof UnixDomainSocketAddress;
    }

    /** The same with {@code more} expected. */
    public RunPlan expecting(List<Expectation> more) {
        List<Expectation> all = new ArrayList<>(expectations);
        all.addAll(more);
        return new RunPlan(name, description, rounds, load, targets, all, shard);
    }

    /** What one of several testers does of it. */
    public RunPlan of(Shard one) {
        return new RunPlan(name, description, rounds, load, targets, expectations, one);
    }

    /** The plan's name, and of several shards which this is: names the result directory. */
    public String nameOfShard() {
        return shard.count() == 1 ? name : name + "-shard-" + shard.number() + "-of-" + shard.count();
    }

    /** What shards of one plan have in common, also on machines with other numbers of cores. */
    public RunPlan common() {
        Shard together = new Shard(0, 1, shard.startAt());
        return new RunPlan(name, description, rounds, load.onOneThread(), targets, expectations, together);
    }

    /** What this tester itself is to do; the whole load where it is the only one. */
    public Load ownLoad() {
        return load.of(shard);
    }
}
