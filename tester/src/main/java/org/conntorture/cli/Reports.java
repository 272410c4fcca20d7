package org.conntorture.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.conntorture.page.ReportPage;
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

    /**
     * Says whether all are written; the disk may have filled up since it was tried.
     *
     * @param json of result.json
     * @param page of the run; empty where it could not be made, which is told already
     */
    boolean write(JudgedRun run, String json, Optional<ReportPage> page, PrintStream log) {
        boolean written = true;
        for (ReportFile file : files) {
            try {
                written &= write(file, run, json, page);
            } catch (IOException failed) {
                log.println("conntorture: the report '" + file.path() + "' cannot be written (" + failed + ")");
                written = false;
            }
        }
        return written;
    }

    private boolean write(ReportFile file, JudgedRun run, String json, Optional<ReportPage> page) throws IOException {
        switch (file.form()) {
            case JUNIT -> file.write(JunitReport.of(run.measurement(), run.diagnosis(), run.judgement()));
            case MARKDOWN ->
                file.write(MarkdownReport.of(run.measurement(), run.diagnosis(), run.judgement(), commandLine));
            case JSON -> file.write(json);
            case HTML -> {
                if (page.isPresent()) {
                    file.write(page.get().html());
                }
                return page.isPresent();
            }
            case SVG -> {
                if (page.isPresent()) {
                    file.write(page.get().pictures());
                }
                return page.isPresent();
            }
        }
        return true;
    }
}
