package org.conntorture.conclusion;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.conntorture.chart.draw.Picture;
import org.conntorture.verdict.Comparison;

/** Where one report goes, beside those of the result directory: a file, or a directory. */
public record ReportFile(Report report, Path path) {
    /** GitHub shows what a step adds to the file it names so, where other steps may have written already. */
    private static final String SUMMARY = "GITHUB_STEP_SUMMARY";

    /** IllegalArgumentException with one sentence where it is no {@code FORM=FILE}. */
    public static ReportFile parse(String text) {
        int equals = text.indexOf('=');
        String form = equals < 0 ? text : text.substring(0, equals);
        if (equals < 0 || equals == text.length() - 1) {
            throw new IllegalArgumentException("--report '" + text + "' names no file: " + Report.usage(false));
        }
        return new ReportFile(
                Report.ALL.stream()
                        .filter(report -> report.id().equals(form))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(
                                "--report '" + text + "': there is no report '" + form + "': " + Report.usage(false))),
                Path.of(text.substring(equals + 1)));
    }

    /** IllegalArgumentException where a comparison of two runs has no such report. */
    public void requireOfComparison() {
        if (report.ofComparison() == null) {
            throw new IllegalArgumentException(
                    "--report: a comparison has no report '" + report.id() + "': " + Report.usageOfComparison());
        }
    }

    /** Makes missing directories; to be called before any load, as a report that cannot be kept is no use after it. */
    public void requireWritable() {
        try {
            if (report.toDirectory()) {
                Files.createDirectories(path);
                Files.delete(Files.createTempFile(path, "conntorture", null));
                return;
            }
            Path parent = path.toAbsolutePath().getParent();
            if (parent != null && !Files.isDirectory(parent)) {
                Files.createDirectories(parent);
            }
            boolean isThere = Files.exists(path);
            Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                    .close();
            if (!isThere) {
                Files.delete(path);
            }
        } catch (IOException failed) {
            throw new IllegalArgumentException(
                    "--report: '" + path + "' cannot be written (" + failed + "); give a file you may write", failed);
        }
    }

    public void write(Comparison comparison) throws IOException {
        write(report.ofComparison().apply(comparison));
    }

    public void write(String text) throws IOException {
        OpenOption how = isSummary() ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
        Files.writeString(path, text, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how);
    }

    /** Into the directory, each in a file of its own. */
    void write(Map<String, Picture> pictures) throws IOException {
        for (Map.Entry<String, Picture> picture : pictures.entrySet()) {
            Files.writeString(
                    path.resolve(picture.getKey() + ".svg"), picture.getValue().document());
        }
    }

    private boolean isSummary() {
        String summary = System.getenv().getOrDefault(SUMMARY, "");
        return !summary.isEmpty() && normal(Path.of(summary)).equals(normalPath());
    }

    Path normalPath() {
        return normal(path);
    }

    private static Path normal(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
