package org.conntorture.kernel;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a trace instance after the process it belongs to, so that a later run can tell that its owner is dead.
 *
 * @param namespace number of the pid namespace: in another one the same pid is another process
 * @param start clock ticks since boot, which with the pid make a process unique
 */
record TraceOwner(long namespace, long pid, long start) {
    private static final Path PROC = Path.of("/proc");
    private static final Pattern NAME = Pattern.compile("conntorture-(\\d+)-(\\d+)-(\\d+)-\\d+");
    private static final Pattern NAMESPACE = Pattern.compile("pid:\\[(\\d+)]");
    /** Of the fields after the command's name: pid and name are the first two, the start is the 22nd. */
    private static final int START_FIELD = 19;

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    /** This process. */
    static TraceOwner self() throws IOException {
        String link = Files.readSymbolicLink(PROC.resolve("self/ns/pid")).toString();
        Matcher namespace = NAMESPACE.matcher(link);
        long pid = ProcessHandle.current().pid();
        Optional<Long> start = startOf(pid);
        if (!namespace.matches() || start.isEmpty()) {
            throw new IOException("/proc does not show this process");
        }
        return new TraceOwner(Long.parseLong(namespace.group(1)), pid, start.get());
    }

    /** Another name at each call. */
    String instanceName() {
        return "conntorture-" + namespace + "-" + pid + "-" + start + "-" + NUMBERS.incrementAndGet();
    }

    /**
     * Removes the instances whose owners are dead. One that is open all the same the kernel keeps: it does not remove
     * what has readers.
     */
    void removeLeftovers(Path instances) throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(instances, "conntorture-*")) {
            for (Path instance : all) {
                if (isLeftover(instance.getFileName().toString())) {
                    remove(instance);
                }
            }
        }
    }

    /** Whether it is gone. */
    static boolean remove(Path instance) {
        try {
            Files.deleteIfExists(instance);
            return true;
        } catch (IOException busy) {
            return false;
        }
    }

    private boolean isLeftover(String name) {
        Matcher owner = NAME.matcher(name);
        return owner.matches()
                && Long.parseLong(owner.group(1)) == namespace
                && !startOf(Long.parseLong(owner.group(2))).equals(Optional.of(Long.valueOf(owner.group(3))));
    }

    private static Optional<Long> startOf(long pid) {
        try {
            String stat = Files.readString(PROC.resolve(pid + "/stat"));
            String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Optional.of(Long.valueOf(afterName[START_FIELD]));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
