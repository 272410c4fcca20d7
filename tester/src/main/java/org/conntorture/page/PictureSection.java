package org.conntorture.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.conntorture.report.TargetFigures;
import org.conntorture.result.TargetMeasurement;
import org.conntorture.verdict.Verdict;

/** One picture for each target: those with failures or doubts and what they are compared with open, the other clean ones folded. */
final class PictureSection implements PageFrame.Section {
    /** Clean targets that are shown open, so that there is something to compare with. */
    private static final int MOST_CLEAN_OPEN = 2;

    private static final int MOST_OPEN = 8;
    /** Of those that have no room. */
    private static final int MOST_NAMED = 20;

    private final ReportContents contents;
    private final Album album;
    private final Kind kind;

    /**
     * @param pictures by target, the beginning of their ids
     * @param what they are of, before the name of the target
     * @param reading how to read one
     * @param none what to say where there is none
     */
    record Kind(String id, String title, String pictures, String what, String reading, String none) {}

    static final Kind CONNECTS = new Kind(
            "connect",
            "Connect times",
            PictureBook.CONNECTS,
            PictureBook.OF_CONNECTS,
            "Time runs to the right, connect time upwards from 10 us to 100 s, each line ten times the one below; the stronger"
                    + " the colour, the more connections, on one scale for all targets. Lines across are where this kernel sends"
                    + " its SYN again: connections that gather on them most likely had their first SYN unanswered. Marks are failures, at the"
                    + " time after which they were given up; vertical lines are disturbances.",
            "No target took load, so there is no connect time to draw.");
    static final Kind FAILURES = new Kind(
            "failures",
            "Failures over time",
            PictureBook.FAILURES,
            PictureBook.OF_FAILURES,
            "From top to bottom, on one time axis: failures by kind, connections that wait in the listener's accept queue"
                    + " against its limit, and kernel counters that moved.",
            "Nothing failed, and nothing was seen of queues and counters.");
    static final Kind PORTS = new Kind(
            "ports",
            "Failures by source port",
            PictureBook.PORTS,
            PictureBook.OF_PORTS,
            "Each mark is a failed attempt, at its time and source port. Ports that fail again and again, in rows, show that"
                    + " something still holds their old connections.",
            "No failure has a source port.");

    PictureSection(ReportContents contents, Album album, Kind kind) {
        this.contents = contents;
        this.album = album;
        this.kind = kind;
    }

    @Override
    public String id() {
        return kind.id();
    }

    @Override
    public String title() {
        return kind.title();
    }

    @Override
    public void write(Html html) {
        List<TargetMeasurement> drawn = contents.ranked().stream()
                .filter(target -> element(target).isPresent())
                .toList();
        if (drawn.isEmpty()) {
            html.element("p", kind.none());
        } else {
            html.element("p", kind.reading(), "class", "reading");
            if (kind == CONNECTS && contents.tracks().byTurn()) {
                html.element("p", "Of merged results latencies are known by turn, so each column is a turn.");
            }
        }
        List<TargetMeasurement> open = open(drawn);
        open.forEach(target -> figure(html, target));
        Predicate<TargetMeasurement> isOpen = open::contains;
        drawn.stream().filter(isOpen.negate()).forEach(target -> {
            html.open("details");
            html.element("summary", target.target().name() + ": " + contents.result(target));
            figure(html, target);
            html.close();
        });
        left(html);
    }

    private List<TargetMeasurement> open(List<TargetMeasurement> drawn) {
        List<TargetMeasurement> open = new ArrayList<>();
        int clean = 0;
        for (TargetMeasurement target : drawn) {
            if (contents.outcome(target) != Verdict.PASS
                    || ReportContents.hasFailures(target)
                    || clean++ < MOST_CLEAN_OPEN) {
                open.add(target);
            }
        }
        return open.subList(0, Math.min(MOST_OPEN, open.size()));
    }

    private Optional<String> element(TargetMeasurement target) {
        return album.element(kind.pictures() + target.target().name());
    }

    private void figure(Html html, TargetMeasurement target) {
        String name = target.target().name();
        html.element("h3", name);
        html.open("figure");
        PageFrame.scroll(html, kind.title() + " of " + name);
        html.markup(element(target).orElseThrow()).close();
        html.element("figcaption", caption(target)).close();
    }

    /** What stands beside the picture, which says the rest itself. */
    private String caption(TargetMeasurement target) {
        TargetTrack track = contents.track(target);
        String beyond = track.unlogged() == 0 || kind == FAILURES
                ? ""
                : " " + TargetFigures.count(track.unlogged())
                        + " of them are beyond what failures.jsonl keeps one by one, and have no mark.";
        return target.target().name() + " is a " + target.target().role().id() + ": " + ReportContents.failures(target)
                + "." + beyond;
    }

    private void left(Html html) {
        List<String> left = album.leftOut().stream()
                .filter(what -> what.startsWith(kind.what()))
                .toList();
        if (!left.isEmpty()) {
            html.element(
                    "p",
                    "To keep this page below a megabyte it does not show "
                            + String.join(", ", left.subList(0, Math.min(MOST_NAMED, left.size())))
                            + (left.size() > MOST_NAMED ? " and " + (left.size() - MOST_NAMED) + " more" : "")
                            + ". --report svg=DIR has all pictures as files.");
        }
    }
}
