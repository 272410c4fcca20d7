package org.conntorture.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a {@code result.json} says over all its targets, for whoever checks runs from outside.
 *
 * @param failureKinds how often each kind occurred, by its id
 * @param causes in the order of the file
 */
public record ResultTotals(long attempts, long failures, Map<String, Long> failureKinds, List<NamedCause> causes) {
    /** @param explains how many failures or slow attempts it accounts for */
    public record NamedCause(String target, String id, String confidence, long explains) {}

    public ResultTotals {
        failureKinds = Map.copyOf(failureKinds);
        causes = List.copyOf(causes);
    }

    public static ResultTotals of(ResultFile result) {
        long attempts = 0;
        long failures = 0;
        Map<String, Long> kinds = new TreeMap<>();
        List<NamedCause> causes = new ArrayList<>();
        for (ResultFile.Target target : result.targets()) {
            attempts += target.attempts();
            failures += target.failures();
            target.failureKinds().forEach(kind -> kinds.merge(kind.kind(), kind.count(), Long::sum));
            target.causes()
                    .forEach(cause -> causes.add(
                            new NamedCause(target.name(), cause.id(), cause.confidence(), cause.explains())));
        }
        return new ResultTotals(attempts, failures, kinds, causes);
    }
}
