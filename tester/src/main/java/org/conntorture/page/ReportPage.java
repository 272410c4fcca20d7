package org.conntorture.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.conntorture.capture.KeptPackets;
import org.conntorture.chart.draw.Picture;
import org.conntorture.evidence.CapturedAttempt;
import org.conntorture.result.RunMeasurement;
import org.conntorture.run.JudgedRun;
import org.conntorture.store.StoredRun;
import org.conntorture.store.StoredWatch;
import org.conntorture.text.Durations;

/** The page of one run, {@code report.html} of its result directory; made once, at its end or from the directory. */
public final class ReportPage {
    public static final String NAME = "report.html";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'");
    private static final int MOST_PACKET_FILES = 200;

    private final ReportContents contents;

    private ReportPage(ReportContents contents) {
        this.contents = contents;
    }

    /**
     * Reads what the pictures need.
     *
     * @param watched the watch on a target's host, by the target's name
     * @param notes what was made otherwise than usual, half a sentence each
     */
    public static ReportPage read(StoredRun stored, JudgedRun run, Map<String, StoredWatch> watched, List<String> notes)
            throws IOException {
        RunTracks tracks = RunTracks.read(stored, run.measurement(), watched);
        List<String> all = new ArrayList<>(notes);
        all.addAll(tracks.notes());
        Path directory = stored.directory();
        return new ReportPage(
                new ReportContents(directory, run, tracks, packets(directory, run), stored.command(), all));
    }

    private static Map<Path, KeptPackets> packets(Path directory, JudgedRun run) throws IOException {
        Map<Path, KeptPackets> packets = new LinkedHashMap<>();
        for (List<CapturedAttempt> ofTarget : run.diagnosis().captured().values()) {
            for (CapturedAttempt captured : ofTarget) {
                Path file = directory.resolve(captured.file()).normalize();
                if (packets.size() < MOST_PACKET_FILES
                        && file.startsWith(directory.normalize())
                        && Files.isRegularFile(file)) {
                    KeptPackets.read(file).ifPresent(kept -> packets.put(captured.file(), kept));
                }
            }
        }
        return packets;
    }

    /** Always below a megabyte. */
    public String html() {
        Album album = PictureBook.forPage(contents);
        List<PageFrame.Section> sections = List.of(
                new VerdictSection(contents),
                new CauseSection(contents),
                new AdviceSection(contents),
                new PictureSection(contents, album, PictureSection.CONNECTS),
                new PictureSection(contents, album, PictureSection.FAILURES),
                new PictureSection(contents, album, PictureSection.PORTS),
                new PacketSection(contents, album),
                new PlanSection(contents));
        RunMeasurement measured = contents.run().measurement();
        return PageFrame.page(
                measured.plan().name() + ": "
                        + contents.run().judgement().verdict().name(),
                subtitle(measured),
                sections);
    }

    private String subtitle(RunMeasurement measured) {
        int rounds = measured.plan().rounds();
        String description = measured.plan().description();
        return contents.tracks()
                        .environment()
                        .start()
                        .map(start -> "Run of " + time(start) + ", ")
                        .orElse("")
                + rounds
                + (rounds == 1 ? " round, " : " rounds, ")
                + Durations.inWords(Duration.ofSeconds(Math.max(1, Math.round(measured.durationNs() / 1e9))))
                + (measured.interrupted() ? ", interrupted" : "")
                + (description == null || description.isBlank() ? "" : ". " + VerdictSection.shortened(description));
    }

    private static String time(Instant start) {
        return TIME.format(start.atOffset(ZoneOffset.UTC));
    }

    /** The same of a run that has just ended. */
    public static ReportPage ofEnded(Path directory, JudgedRun run) throws IOException {
        return read(StoredRun.ended(directory), run, Map.of(), List.of());
    }

    /** All of its pictures by the name of a file, without its ending. */
    public Map<String, Picture> pictures() {
        return PictureBook.asFiles(contents);
    }
}
