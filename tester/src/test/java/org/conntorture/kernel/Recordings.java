package org.conntorture.kernel;

import java.nio.file.Path;

/** Texts of several kernels, described in their README.md. */
final class Recordings {
    static final Path DIRECTORY = Path.of("src/test/resources/kernel");
    static final String INCIDENT = "linux-3.13.10-stale-tuple/";

    private Recordings() {}

    /** @param name below the directory, such as {@code linux-6.18.44/net} */
    static NetFiles net(String name) {
        return new NetFiles(DIRECTORY.resolve(name));
    }
}
