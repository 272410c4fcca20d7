package org.conntorture.target;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Looks tools up as a shell does, in the directories of a PATH, and where servers are that a user's PATH leaves out. */
record ToolPath(String directories) {

    private static final String OF_SERVERS = File.pathSeparator + "/usr/sbin";

    static ToolPath ofTester() {
        return new ToolPath(Optional.ofNullable(System.getenv("PATH")).orElse(""));
    }

    boolean has(String tool) {
        return Arrays.stream((directories + OF_SERVERS).split(File.pathSeparator))
                .map(directory -> Path.of(directory).resolve(tool))
                .anyMatch(file -> Files.isRegularFile(file) && Files.isExecutable(file));
    }

    /** @param packages the package of each tool */
    Optional<String> missing(Map<String, String> packages) {
        String reasons = new TreeMap<>(packages)
                .entrySet().stream()
                        .filter(tool -> !has(tool.getKey()))
                        .map(tool -> tool.getKey() + " is not on the PATH: install the package " + tool.getValue())
                        .collect(Collectors.joining("; "));
        return Optional.of(reasons).filter(text -> !text.isEmpty());
    }
}
