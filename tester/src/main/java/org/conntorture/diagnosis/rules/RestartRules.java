package org.conntorture.diagnosis.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.conntorture.diagnosis.Assessment;
import org.conntorture.diagnosis.CaseFile;
import org.conntorture.diagnosis.Confidence;
import org.conntorture.diagnosis.Windows;
import org.conntorture.diagnosis.Windows.Span;
import org.conntorture.evidence.ListenerTrack;
import org.conntorture.outcome.Symptom;
import org.conntorture.text.Counts;

/** A listening socket that goes and another that comes: what fails at that moment, and only then, is its doing. */
final class RestartRules {
    /** Listeners are looked for five times a second, later under load. */
    private static final long LOOK_NS = 500_000_000;

    private RestartRules() {}

    static Assessment restartGap(CaseFile file, Symptom symptom, long count) {
        List<ListenerTrack> listeners = file.listeners();
        List<Span> spans = new ArrayList<>(spans(listeners, false));
        if (symptom == Symptom.CLOSED || symptom == Symptom.DROPPED) {
            // A process that ends closes its connections whoever listens on.
            spans.addAll(spans(listeners, true));
        }
        if (spans.isEmpty()) {
            boolean same = spans(listeners, true).isEmpty();
            return file.alwaysListened() && !listeners.isEmpty()
                    ? Assessment.ruledOut(
                            same ? "the same socket listened all the time" : "others listened on all the time")
                    : Assessment.OPEN;
        }
        long gathered = Windows.gatheredIn(file, symptom, spans);
        if (gathered == 0) {
            return file.failures(symptom).isEmpty() || Windows.coverMost(file, spans)
                    ? Assessment.OPEN
                    : Assessment.ruledOut("the listening socket was replaced, but these did not fail then");
        }
        List<String> facts = new ArrayList<>();
        facts.add("the listening socket was replaced by another one during the run, "
                + (spans.size() == 1 ? "once" : Counts.of(spans.size()) + " times")
                + ", and they failed just then");
        if (file.host().samplesWithoutListener() > 0) {
            facts.add("nothing listened at " + file.host().samplesWithoutListener() + " of "
                    + file.host().listenerSamples() + " looks");
        }
        facts.add(Windows.text(file, symptom));
        // A process that ends in good order closes its connections whatever it listens on.
        return Assessment.fits(gathered, symptom == Symptom.CLOSED ? Confidence.LIKELY : Confidence.CERTAIN, facts);
    }

    /** The kernel resets what waits in the queue of a socket that is closed, whoever else listens. */
    static Assessment listenerClosed(CaseFile file, Symptom symptom, long count) {
        List<Span> spans = spans(file.listeners(), true);
        if (!file.alwaysListened() || spans.isEmpty() && file.listeners().size() < 2) {
            return Assessment.OPEN;
        }
        if (!file.isFlat("TcpExtTCPAbortOnClose", count) || !file.isFlat("TcpExtTCPAbortOnData", count)) {
            return Assessment.ruledOut("the server closed sockets of its own with unread data ("
                    + file.moved("TcpExtTCPAbortOnClose") + ")");
        }
        boolean counted = CaseFile.isEnough(file.refusals().orElse(0), count);
        if (spans.isEmpty()) {
            return counted && file.failures(symptom).stream().allMatch(failure -> failure.replies() == 0)
                    ? Assessment.fits(
                            count,
                            Confidence.LIKELY,
                            "several sockets listen on the port; one more came and went between two looks, as the kernel"
                                    + " reset what no process had closed",
                            facts(file))
                    : Assessment.OPEN;
        }
        long gathered = Windows.gatheredIn(file, symptom, spans);
        if (!counted && gathered == 0) {
            return Assessment.OPEN;
        }
        return Assessment.fits(
                counted ? count : gathered,
                counted ? Confidence.CERTAIN : Confidence.LIKELY,
                Counts.of(spans.size())
                        + " of the listening sockets on the port went while others listened on, and what"
                        + " waited in their queues was reset",
                facts(file));
    }

    private static String facts(CaseFile file) {
        return file.moved("TcpOutRsts") + ", " + file.moved("TcpExtTCPAbortOnClose") + ", net.ipv4.tcp_migrate_req is "
                + file.setting("net.ipv4.tcp_migrate_req");
    }

    /**
     * From the last look at a listener to the first at its successor, or around its end.
     *
     * @param besideOthers whether others listened on, which leaves no gap
     */
    private static List<Span> spans(List<ListenerTrack> listeners, boolean besideOthers) {
        List<Span> spans = new ArrayList<>();
        for (ListenerTrack gone : listeners) {
            boolean survived = listeners.stream()
                    .anyMatch(other -> other.firstNs() <= gone.lastNs() && other.lastNs() > gone.lastNs() + LOOK_NS);
            OptionalLong next = listeners.stream()
                    .filter(other -> other.firstNs() > gone.lastNs())
                    .mapToLong(ListenerTrack::firstNs)
                    .min();
            if (survived && besideOthers) {
                spans.add(new Span(gone.lastNs() - LOOK_NS, gone.lastNs() + LOOK_NS));
            } else if (!survived && !besideOthers && next.isPresent()) {
                spans.add(new Span(gone.lastNs() - LOOK_NS, next.getAsLong() + LOOK_NS));
            }
        }
        return spans;
    }
}
