package org.conntorture.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.conntorture.chart.draw.Picture;

/** A report that {@code --report} asks for, beside those of the result directory. */
record ReportFile(Form form, Path path) {
    /** GitHub shows what a step adds to the file it names so, where other steps may have written already. */
    private static final String SUMMARY = "GITHUB_STEP_SUMMARY";

    private static final String USAGE = "write html=FILE, svg=DIR, junit=FILE, markdown=FILE or json=FILE";

    enum Form {
        HTML,
        /** A directory. */
        SVG,
        JUNIT,
        MARKDOWN,
        JSON
    }

    /** IllegalArgumentException with one sentence where it is no {@code FORM=FILE}. */
    static ReportFile parse(String text) {
        int equals = text.indexOf('=');
        String form = equals < 0 ? text : text.substring(0, equals);
        if (equals < 0 || equals == text.length() - 1) {
            throw new IllegalArgumentException("--report '" + text + "' names no file: " + USAGE);
        }
        return new ReportFile(
                Arrays.stream(Form.values())
                        .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(form))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(
                                "--report '" + text + "': there is no report '" + form + "': " + USAGE)),
                Path.of(text.substring(equals + 1)));
    }

    /** Makes missing directories; to be called before any load, as a report that cannot be kept is no use after it. */
    void requireWritable() {
        try {
            if (form == Form.SVG) {
                Files.createDirectories(path);
                Files.delete(Files.createTempFile(path, "conntorture", ".svg"));
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

    void write(String text) throws IOException {
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
        return !summary.isEmpty()
                && new ReportFile(form, Path.of(summary)).normalPath().equals(normalPath());
    }

    Path normalPath() {
        return path.toAbsolutePath().normalize();
    }
}
