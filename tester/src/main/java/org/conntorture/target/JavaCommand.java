package org.conntorture.target;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The words that start a main class of this program in a process of its own: same JVM, same class path, small heap. */
public final class JavaCommand {
    private JavaCommand() {}

    public static List<String> of(String mainClass) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                absoluteClassPath(),
                mainClass);
    }

    /** What the JVM was started with, for processes that run in another directory. */
    public static String absoluteClassPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
