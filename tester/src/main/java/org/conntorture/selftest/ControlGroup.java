package org.conntorture.selftest;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.conntorture.selftest.Sandbox.NotPermittedException;

/**
 * A control group of the host that a case limits or freezes. A shell made it and lives as long as its input, a pipe from this
 * program: when it is closed, or this program is gone, the shell thaws the group, waits until it is empty and removes it.
 */
final class ControlGroup implements AutoCloseable {
    /** What a case does with it. */
    enum Use {
        /** In version 2 a group has it only if the one above passes it on. */
        CPU_QUOTA("cpu_quota ", "cpu", "cpu.cfs_quota_us", "cpu.max"),
        FREEZE("freeze ", "freezer", "freezer.state", "cgroup.freeze");

        private final String word;
        private final List<String> keeperArguments;

        /** @param word of {@code sandbox.sh}; @param keeperArguments the hierarchy of version 1, a file of each version */
        Use(String word, String... keeperArguments) {
            this.word = word;
            this.keeperArguments = List.of(keeperArguments);
        }

        boolean isIn(String script) {
            return script.contains(word);
        }
    }

    /** Of the environment: where the group is. */
    static final String VARIABLE = "CONTROL_GROUP";

    /** What is frozen cannot die in version 1, and a process may come into the group until the last is dead. */
    private static final String KEEPER = """
            trap '' HUP INT TERM
            for above in "/sys/fs/cgroup/$1" /sys/fs/cgroup /sys/fs/cgroup/unified; do
                group=$above/conntorture-selftest-$$
                mkdir "$group" || continue
                [ ! -e "$group/$2" ] && [ ! -e "$group/$3" ] || break
                rmdir "$group"
            done
            [ -d "$group" ] || exit 1
            echo "$group"
            cat >/dev/null
            for i in $(seq 100); do
                [ ! -e "$group/freezer.state" ] || echo THAWED >"$group/freezer.state"
                [ ! -e "$group/cgroup.freeze" ] || echo 0 >"$group/cgroup.freeze"
                ! rmdir "$group" || exit 0
                sleep 0.1
            done
            """;

    private static final int END_WAIT_SECONDS = 15;

    private final Process keeper;
    private final String path;

    private ControlGroup(Process keeper, String path) {
        this.keeper = keeper;
        this.path = path;
    }

    static ControlGroup make(Use use) throws IOException, NotPermittedException {
        List<String> words = new ArrayList<>(List.of("sh", "-c", KEEPER, "keeper"));
        words.addAll(use.keeperArguments);
        Process keeper =
                new ProcessBuilder(words).redirectError(Redirect.DISCARD).start();
        BufferedReader out = keeper.inputReader(StandardCharsets.UTF_8);
        String path = out.readLine();
        if (path == null) {
            throw new NotPermittedException("no control group of the controller " + use.keeperArguments.get(0)
                    + " can be made here: run it as root, outside of a"
                    + " container or in one whose /sys/fs/cgroup is writable");
        }
        return new ControlGroup(keeper, path);
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
