package org.conntorture.selftest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.conntorture.diagnosis.CauseId;
import org.conntorture.kernel.Deltas;
import org.conntorture.outcome.Blame;
import org.conntorture.selftest.Trial.Status;
import org.conntorture.store.ResultTotals;
import org.conntorture.store.ResultTotals.NamedCause;

/** Compares what was named with what was provoked. Pure; any thread. */
final class Grader {
    /** Status of a case, and why where it is not OK. */
    record Grade(Status status, String reason) {}

    private static final Pattern PROTOCOL = Pattern.compile("^(TcpExt|Tcp|IpExt|Ip|Icmp)(?=[A-Z])");

    private Grader() {}

    /** Why the fault was not made as the recipe says, if so: then no diagnosis can be judged by it. */
    static Optional<String> refutation(Recipe recipe, ResultTotals result, Deltas grown) {
        Map<String, Long> values = new HashMap<>();
        grown.values().forEach((name, value) -> values.put(shortName(name), value));
        values.putAll(result.failureKinds());
        values.put("attempts", result.attempts());
        values.put("failures", result.failures());
        return recipe.sees().stream()
                .filter(claim -> !claim.holds(values))
                .map(claim -> claim.refutation(values))
                .findFirst();
    }

    /** {@code ListenDrops} for {@code TcpExtListenDrops}; names are unique without their protocol where claims use them. */
    private static String shortName(String counter) {
        return PROTOCOL.matcher(counter).replaceFirst("");
    }

    static Grade grade(Recipe recipe, List<NamedCause> named) {
        return recipe.isHealthy() ? gradeHealthy(named) : gradeFaulty(recipe, named);
    }

    private static Grade gradeHealthy(List<NamedCause> named) {
        String accused =
                named.stream().filter(Grader::isAccusation).map(NamedCause::id).collect(Collectors.joining(", "));
        return accused.isEmpty()
                ? new Grade(Status.OK, "")
                : new Grade(Status.FALSE_ACCUSATION, "nothing was wrong, accused was " + accused);
    }

    /** What the tester says of itself accuses nobody, nor does that it knows nothing. */
    private static boolean isAccusation(NamedCause cause) {
        for (CauseId id : CauseId.values()) {
            if (id.id().equals(cause.id())) {
                return id != CauseId.UNEXPLAINED && id.blame() != Blame.TESTER;
            }
        }
        return true;
    }

    private static Grade gradeFaulty(Recipe recipe, List<NamedCause> named) {
        if (named.isEmpty()) {
            return new Grade(Status.MISS, "no cause was named");
        }
        List<String> expected = recipe.expectedIds();
        if (!expected.contains(named.get(0).id())) {
            return new Grade(Status.MISS, named.get(0).id() + " was named first");
        }
        List<String> ids = named.stream().map(NamedCause::id).toList();
        String missing = expected.stream().filter(id -> !ids.contains(id)).collect(Collectors.joining(", "));
        return missing.isEmpty() ? new Grade(Status.OK, "") : new Grade(Status.MISS, missing + " was not named");
    }
}
