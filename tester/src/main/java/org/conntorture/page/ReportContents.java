package org.conntorture.page;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conntorture.capture.KeptPackets;
import org.conntorture.plan.Role;
import org.conntorture.report.TargetFigures;
import org.conntorture.result.TargetMeasurement;
import org.conntorture.run.JudgedRun;
import org.conntorture.verdict.Verdict;

/**
 * All that the page of one run is made of.
 *
 * @param packets of failed attempts, by their file
 * @param command that repeats the run, for a shell; empty where the directory does not tell
 * @param notes what is missing or was made otherwise than usual, half a sentence each
 */
record ReportContents(
        Path directory,
        JudgedRun run,
        RunTracks tracks,
        Map<Path, KeptPackets> packets,
        Optional<String> command,
        List<String> notes) {

    /** Those that took load, the most interesting first: what fails, what is in doubt, what is judged, what it is compared with. */
    List<TargetMeasurement> ranked() {
        return run.measurement().targets().stream()
                .filter(target -> tracks.tracks().containsKey(target.target().name()))
                .sorted(Comparator.comparingInt(this::rank))
                .toList();
    }

    int rank(TargetMeasurement target) {
        int interest = switch (outcome(target)) {
            case FAIL -> 0;
            case INCONCLUSIVE -> 1;
            case PASS -> hasFailures(target) ? 2 : 3;
        };
        return 2 * interest + (target.target().role() == Role.SUBJECT ? 0 : 1);
    }

    /** What the judgement says of it. */
    Verdict outcome(TargetMeasurement target) {
        return run.judgement().outcome(target.target().name());
    }

    /** The same in a word. Failures alone are no fault: they may be within what is expected, or the tester's own. */
    String result(TargetMeasurement target) {
        return switch (outcome(target)) {
            case FAIL -> "fails";
            case INCONCLUSIVE -> target.attempts() == 0 ? "no attempts" : "in doubt";
            case PASS -> target.judgedFailures() > 0 ? "passes, some failed" : "clean";
        };
    }

    static boolean hasFailures(TargetMeasurement target) {
        return target.judgedFailures() + target.testerFailures() > 0;
    }

    /** How many of its attempts failed, and how many of them by the tester's own trouble. */
    static String failures(TargetMeasurement target) {
        long own = target.testerFailures();
        return TargetFigures.count(target.judgedFailures() + own) + " of " + TargetFigures.count(target.attempts())
                + " attempts failed" + (own == 0 ? "" : ", of them " + TargetFigures.count(own) + " the tester's own");
    }

    TargetTrack track(TargetMeasurement target) {
        return tracks.tracks().get(target.target().name());
    }
}
