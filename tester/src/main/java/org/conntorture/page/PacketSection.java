package org.conntorture.page;

import java.util.ArrayList;
import java.util.List;
import org.conntorture.evidence.CapturedAttempt;
import org.conntorture.result.TargetMeasurement;
import org.conntorture.text.Counts;

/** The packets of failed attempts that were kept. */
final class PacketSection implements PageFrame.Section {
    /** With their pictures; beyond it the rest is left to result.json. */
    private static final int MOST_BYTES = 75_000;

    private final ReportContents contents;
    private final Album album;

    PacketSection(ReportContents contents, Album album) {
        this.contents = contents;
        this.album = album;
    }

    @Override
    public String id() {
        return "packets";
    }

    @Override
    public String title() {
        return "Packets of failed attempts";
    }

    @Override
    public void write(Html html) {
        List<Runnable> attempts = new ArrayList<>();
        for (TargetMeasurement target : contents.ranked()) {
            for (CapturedAttempt captured :
                    contents.run().diagnosis().capturedOf(target.target().name())) {
                attempts.add(() -> attempt(html, target, captured));
            }
        }
        int left = html.upTo(MOST_BYTES, attempts, Runnable::run);
        if (left > 0) {
            html.element("p", "Packets of " + left + " more attempts were kept: result.json has them all.");
        }
        if (attempts.isEmpty()) {
            html.element(
                    "p",
                    contents.ranked().stream().anyMatch(ReportContents::hasFailures)
                            ? "No packets were kept; with --capture a run keeps those of its first failures of each kind."
                            : "Nothing failed, so there are no packets of it.");
        }
    }

    private void attempt(Html html, TargetMeasurement target, CapturedAttempt captured) {
        String title = "Attempt " + Counts.of(captured.attempt()) + " of "
                + target.target().name() + ": " + captured.kind().id();
        html.element("h3", title);
        album.element(PictureBook.packetsId(target, captured)).ifPresent(element -> {
            html.open("figure");
            PageFrame.scroll(html, "Packets of " + title).markup(element).close();
            html.element("figcaption", "The packets of attempt " + Counts.of(captured.attempt()) + ".")
                    .close();
        });
        html.open("p").text("In words, from " + captured.file() + ": ");
        html.text(VerdictSection.shortened(captured.timeline())).close();
    }
}
