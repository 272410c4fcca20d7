package org.conntorture.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.conntorture.run.JudgedRun;
import org.conntorture.verdict.Verdict;

/**
 * What a run came to.
 *
 * @param verdict INCONCLUSIVE is no PASS: the summary says what would make it one
 * @param summary one sentence that begins with the verdict
 * @param targets controls first
 * @param directory where the results are, or empty where they were not kept
 */
public record RunResult(Verdict verdict, String summary, List<TargetResult> targets, Optional<Path> directory) {
    public RunResult {
        targets = List.copyOf(targets);
    }

    static RunResult of(JudgedRun run, Optional<Path> directory) {
        return new RunResult(
                run.judgement().verdict(),
                run.judgement().summary(),
                run.measurement().targets().stream()
                        .map(target -> TargetResult.of(target, run))
                        .toList(),
                directory);
    }

    /** @throws IllegalArgumentException with the names there are */
    public TargetResult target(String name) {
        return targets.stream()
                .filter(target -> target.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no target is called '" + name + "'; there are "
                        + targets.stream().map(TargetResult::name).toList()));
    }
}
