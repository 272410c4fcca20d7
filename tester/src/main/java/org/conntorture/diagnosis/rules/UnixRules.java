package org.conntorture.diagnosis.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.conntorture.diagnosis.Assessment;
import org.conntorture.diagnosis.CaseFile;
import org.conntorture.diagnosis.Confidence;
import org.conntorture.evidence.ProcessTrack;
import org.conntorture.evidence.UnixEvidence;
import org.conntorture.kernel.ProcessState;
import org.conntorture.kernel.UnixListener;
import org.conntorture.outcome.Errno;
import org.conntorture.outcome.Symptom;
import org.conntorture.record.FailureRecord;
import org.conntorture.text.Counts;
import org.conntorture.text.Texts;

/**
 * Connections to a unix socket: the error number of each tells nearly all, as there is nothing between its two ends
 * (unix_stream_connect and unix_release_sock of net/unix/af_unix.c).
 */
final class UnixRules {
    private UnixRules() {}

    static Assessment localPolicy(CaseFile file, Symptom symptom, long count) {
        long denied = of(file, symptom, Errno.EACCES, count) + of(file, symptom, Errno.EPERM, count);
        return denied == 0
                ? Assessment.OPEN
                : Assessment.fits(
                        denied,
                        Confidence.CERTAIN,
                        "the tester may not write to " + path(file) + " (" + Errno.name(Errno.EACCES)
                                + "): run it as a user that may");
    }

    static Assessment noListener(CaseFile file, Symptom symptom, long count) {
        return Assessment.fits(
                count, file.successes() == 0 ? Confidence.CERTAIN : Confidence.LIKELY, refusal(file, symptom));
    }

    static Assessment restartGap(CaseFile file, Symptom symptom, long count) {
        if (file.successes() == 0) {
            return Assessment.ruledOut("no attempt was served");
        }
        return listener(file).isEmpty()
                ? Assessment.ruledOut("nobody was seen to listen when the load was over")
                : Assessment.fits(
                        count,
                        Confidence.CERTAIN,
                        Counts.of(file.successes(), "other") + " were served, and " + refusal(file, symptom),
                        "somebody listens again");
    }

    private static String refusal(CaseFile file, Symptom symptom) {
        List<FailureRecord> failures = file.failures(symptom);
        if (failures.stream().anyMatch(failure -> failure.errno() == Errno.EPROTOTYPE)) {
            return path(file) + " is not a stream socket (" + Errno.name(Errno.EPROTOTYPE) + ")";
        }
        boolean missing = failures.stream().anyMatch(failure -> failure.errno() == Errno.ENOENT);
        return missing
                ? "there was no file " + path(file)
                : "the file " + path(file) + " was there and nobody listened on it";
    }

    static Assessment paused(CaseFile file, Symptom symptom, long count) {
        Optional<ProcessState> stopped = owner(file).filter(ProcessState::standsStill);
        return stopped.isEmpty()
                ? Assessment.OPEN
                : Assessment.fits(
                        count,
                        Confidence.LIKELY,
                        text(stopped.get()) + ", which listens, was "
                                + (stopped.get().state() == ProcessState.FROZEN
                                        ? "frozen with its control group"
                                        : "stopped (state T)")
                                + " after the load");
    }

    static Assessment acceptQueue(CaseFile file, Symptom symptom, long count) {
        Optional<UnixListener> left = listener(file).filter(listener -> listener.queue() > 0);
        if (left.isEmpty()) {
            return listener(file).isEmpty()
                    ? Assessment.OPEN
                    : Assessment.ruledOut("its queue was empty once the load was over");
        }
        List<String> facts = new ArrayList<>(List.of(Counts.of(left.get().queue(), "connection")
                + " still waited to be accepted when the load was over (backlog "
                + left.get().limit() + ")"));
        owner(file).ifPresent(owner -> facts.add(text(owner) + " in state " + owner.state() + " listens"));
        return Assessment.fits(count, symptom == Symptom.FULL ? Confidence.CERTAIN : Confidence.LIKELY, facts);
    }

    static Assessment slowAccept(CaseFile file, Symptom symptom, long count) {
        String backlog = listener(file)
                .map(listener -> "its backlog is " + listener.limit() + ": raise it, or accept faster")
                .orElse("raise its backlog, or let the server accept faster");
        return Assessment.fits(
                count,
                Confidence.LIKELY,
                "connect() found its queue full (" + Errno.name(Errno.EAGAIN)
                        + "), which a blocking client would wait for",
                backlog);
    }

    static Assessment reset(CaseFile file, Symptom symptom, long count) {
        long reset = of(file, symptom, Errno.ECONNRESET, count);
        return reset == 0
                ? Assessment.OPEN
                : Assessment.fits(
                        reset,
                        Confidence.LIKELY,
                        "a unix socket is reset where its other end is closed with data unread, or before it was accepted");
    }

    static Assessment closed(CaseFile file, Symptom symptom, long count) {
        return Assessment.fits(
                count,
                symptom == Symptom.CLOSED ? Confidence.CERTAIN : Confidence.LIKELY,
                symptom == Symptom.CLOSED
                        ? "the server closed it and sent not a byte before"
                        : "the server had closed it before the request was written");
    }

    static Assessment noReply(CaseFile file, Symptom symptom, long count) {
        List<String> facts = new ArrayList<>(List.of(
                symptom == Symptom.BLOCKED ? "the server did not read the request" : "connected, no reply in time"));
        owner(file).ifPresent(owner -> facts.add(text(owner) + " in state " + owner.state() + " listens"));
        return Assessment.fits(count, Confidence.LIKELY, facts);
    }

    /** Of {@code count} failures those with the error number, as far as those kept one by one tell. */
    private static long of(CaseFile file, Symptom symptom, int errno, long count) {
        List<FailureRecord> kept = file.failures(symptom);
        long with = kept.stream().filter(failure -> failure.errno() == errno).count();
        return kept.isEmpty() ? 0 : Math.round(count * (with / (double) kept.size()));
    }

    private static String path(CaseFile file) {
        return Texts.plain(file.evidence().address().toString());
    }

    private static Optional<UnixListener> listener(CaseFile file) {
        return file.evidence().unix().flatMap(UnixEvidence::listener);
    }

    private static Optional<ProcessState> owner(CaseFile file) {
        return file.evidence().unix().flatMap(UnixEvidence::owner);
    }

    private static String text(ProcessState process) {
        return Texts.plain(ProcessTrack.text(process.pid(), process.name(), process.commandLine()));
    }
}
