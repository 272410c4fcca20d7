package org.conntorture.selftest;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.conntorture.target.JavaCommand;

/** The pm2 that {@code reference-servers/node} of the source tree installs; a sandbox has no network to do it. */
final class Pm2 {
    static final String MISSING =
            "pm2 is not installed: run reference-servers/node/prepare.sh of the source tree, which needs node and npm";

    private Pm2() {}

    /** Two above the directory of the jar, which is {@code tester/target}. */
    static Path directory() {
        Path jar = Path.of(JavaCommand.absoluteClassPath().split(File.pathSeparator)[0]);
        return jar.resolve("../../../reference-servers/node").normalize();
    }

    static boolean isInstalled() {
        return Files.exists(directory().resolve("node_modules/.installed-lock"));
    }
}
