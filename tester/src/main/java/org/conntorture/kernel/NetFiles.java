package org.conntorture.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The net directory of one network namespace, in which the counters and tables of that namespace alone are found. That
 * of another process may be read without privilege.
 */
public record NetFiles(Path directory) {
    public static final NetFiles OF_TESTER = new NetFiles(Path.of("/proc/self/net"));

    private static final Path PROC = Path.of("/proc");

    public static NetFiles ofProcess(long pid) {
        return new NetFiles(PROC.resolve(pid + "/net"));
    }

    /** Whether the process is in the tester's namespace; unknown where this may not be looked at. */
    public static Optional<Boolean> sharedWith(long pid) {
        return namespaceOf("self")
                .flatMap(own -> namespaceOf(Long.toString(pid)).map(own::equals));
    }

    /** What tells the tester's network namespace from any other of any host; never the same for two, and empty if unknown. */
    public static String identity() {
        try {
            String boot =
                    Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
            return namespaceOf("self").map(own -> boot + " " + own).orElse("");
        } catch (IOException hidden) {
            return "";
        }
    }

    private static Optional<String> namespaceOf(String process) {
        try {
            return Optional.of(
                    Files.readSymbolicLink(PROC.resolve(process + "/ns/net")).toString());
        } catch (IOException goneOrAnotherUsers) {
            return Optional.empty();
        }
    }
}
