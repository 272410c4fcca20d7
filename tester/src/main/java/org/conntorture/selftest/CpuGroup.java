package org.conntorture.selftest;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.conntorture.selftest.Sandbox.NotPermittedException;

/**
 * A control group of the host whose CPU time a case limits. A shell made it and lives as long as its input, a pipe from this
 * program: when it is closed, or this program is gone, the shell waits until the group is empty and removes it.
 */
final class CpuGroup implements AutoCloseable {
    /** Of the environment: where the group is. */
    static final String VARIABLE = "CPU_GROUP";

    /** Version 1 has the hierarchy of the CPU apart; in version 2 a group has the controller only if the one above passes it on. */
    private static final String KEEPER = """
            trap '' HUP INT TERM
            for above in /sys/fs/cgroup/cpu /sys/fs/cgroup; do
                group=$above/conntorture-selftest-$$
                mkdir "$group" || continue
                [ ! -e "$group/cpu.cfs_quota_us" ] && [ ! -e "$group/cpu.max" ] || break
                rmdir "$group"
            done
            [ -d "$group" ] || exit 1
            echo "$group"
            cat >/dev/null
            for i in $(seq 100); do
                ! rmdir "$group" || exit 0
                sleep 0.1
            done
            """;

    private static final int END_WAIT_SECONDS = 15;

    private final Process keeper;
    private final String path;

    private CpuGroup(Process keeper, String path) {
        this.keeper = keeper;
        this.path = path;
    }

    static CpuGroup make() throws IOException, NotPermittedException {
        Process keeper = new ProcessBuilder(List.of("sh", "-c", KEEPER))
                .redirectError(Redirect.DISCARD)
                .start();
        BufferedReader out = keeper.inputReader(StandardCharsets.UTF_8);
        String path = out.readLine();
        if (path == null) {
            throw new NotPermittedException(
                    "no control group with a CPU quota can be made here: run it as root, outside of a"
                            + " container or in one whose /sys/fs/cgroup is writable");
        }
        return new CpuGroup(keeper, path);
    }

    String path() {
        return path;
    }

    /** Once its processes are gone. */
    @Override
    public void close() throws IOException {
        keeper.getOutputStream().close();
        try {
            keeper.waitFor(END_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
