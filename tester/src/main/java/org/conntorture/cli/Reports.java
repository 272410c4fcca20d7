package org.conntorture.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.conntorture.report.JunitReport;
import org.conntorture.report.MarkdownReport;
import org.conntorture.run.JudgedRun;

/**
 * The reports of one run that {@code --report} asks for.
 *
 * @param commandLine that repeats the run
 */
record Reports(List<ReportFile> files, String commandLine) {
    Reports {
        files = List.copyOf(files);
        Set<Object> paths = new HashSet<>();
        for (ReportFile file : files) {
            if (!paths.add(file.normalPath())) {
                throw new IllegalArgumentException("--report: two reports go to '" + file.path() + "'");
            }
        }
    }

    /** @param texts as given: {@code FORM=FILE} */
    static Reports of(List<String> texts, String commandLine) {
        return new Reports(texts.stream().map(ReportFile::parse).toList(), commandLine);
    }

    void requireWritable() {
        files.forEach(ReportFile::requireWritable);
    }

    /** Says whether all are written; the disk may have filled up since it was tried. @param json of result.json */
    boolean write(JudgedRun run, String json, PrintStream log) {
        boolean written = true;
        for (ReportFile file : files) {
            try {
                file.write(text(file.form(), run, json));
            } catch (IOException failed) {
                log.println("conntorture: the report '" + file.path() + "' cannot be written (" + failed + ")");
                written = false;
            }
        }
        return written;
    }

    private String text(ReportFile.Form form, JudgedRun run, String json) {
        return switch (form) {
            case JUNIT -> JunitReport.of(run.measurement(), run.diagnosis(), run.judgement());
            case MARKDOWN -> MarkdownReport.of(run.measurement(), run.diagnosis(), run.judgement(), commandLine);
            case JSON -> json;
        };
    }
}
