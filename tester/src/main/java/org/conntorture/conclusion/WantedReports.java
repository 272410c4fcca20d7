package org.conntorture.conclusion;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The reports that {@code --report} asks for.
 *
 * @param commandLine that repeats the run
 */
public record WantedReports(List<ReportFile> files, String commandLine) {
    public static final WantedReports NONE = new WantedReports(List.of(), "");

    public WantedReports {
        files = List.copyOf(files);
        Set<Object> paths = new HashSet<>();
        for (ReportFile file : files) {
            if (!paths.add(file.normalPath())) {
                throw new IllegalArgumentException("--report: two reports go to '" + file.path() + "'");
            }
        }
    }

    /** @param texts as given: {@code FORM=FILE} */
    public static WantedReports of(List<String> texts, String commandLine) {
        return new WantedReports(texts.stream().map(ReportFile::parse).toList(), commandLine);
    }

    public void requireWritable() {
        files.forEach(ReportFile::requireWritable);
    }
}
