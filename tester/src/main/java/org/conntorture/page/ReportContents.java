package org.conntorture.page;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conntorture.capture.KeptPackets;
import org.conntorture.plan.Role;
import org.conntorture.result.TargetMeasurement;
import org.conntorture.run.JudgedRun;

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

    /** Those that took load, the most interesting first: what fails, what is judged, what it is compared with. */
    List<TargetMeasurement> ranked() {
        return run.measurement().targets().stream()
                .filter(target -> tracks.tracks().containsKey(target.target().name()))
                .sorted(Comparator.comparingInt(ReportContents::rank))
                .toList();
    }

    private static int rank(TargetMeasurement target) {
        boolean subject = target.target().role() == Role.SUBJECT;
        if (fails(target)) {
            return subject ? 0 : 1;
        }
        return subject ? 2 : 3;
    }

    static boolean fails(TargetMeasurement target) {
        return target.judgedFailures() + target.testerFailures() > 0;
    }

    TargetTrack track(TargetMeasurement target) {
        return tracks.tracks().get(target.target().name());
    }
}
