package org.conntorture.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessStateTest {
    private static final String STAT = "43 (PM2 v3.5.1: God (x) S 1 43 43 0 -1 4194560 3194 9836 0 0 40 22 7 2 20 0 1 0"
            + " 248218 18833408 3652\n";

    @TempDir
    Path proc;

    @Test
    void shouldReadWhatAForeignProcessShows() throws IOException {
        Path directory = Files.createDirectories(proc.resolve("43"));
        Files.writeString(directory.resolve("stat"), STAT);
        Files.writeString(directory.resolve("cmdline"), "PM2\0v3.5.1: God\0\0");
        Files.writeString(directory.resolve("limits"), "Max open files            64       4096       files     \n");

        assertThat(ProcessState.read(proc, 43))
                .contains(new ProcessState(
                        43,
                        "PM2 v3.5.1: God (x",
                        "PM2 v3.5.1: God",
                        'S',
                        248218,
                        62,
                        OptionalLong.empty(),
                        OptionalLong.of(64)));
    }

    @ParameterizedTest(name = "{4}")
    @CsvSource(
            delimiter = '|',
            value = {
                "D | 5:freezer:/a/b | freezer/a/b/freezer.state | FROZEN | frozen, version 1, also by the group above | F",
                "D | 5:freezer,perf_event:/a | freezer,perf_event/a/freezer.state | FROZEN | two controllers share a hierarchy | F",
                "S | 0::/a/b | a/b/cgroup.events | populated 1\\nfrozen 1 | frozen, version 2 | F",
                "S | 0::/a | unified/a/cgroup.events | populated 1\\nfrozen 1 | version 2 beside version 1 | F",
                "D | 5:freezer:/a | freezer/a/freezer.state | THAWED | waits for a disk | D",
                "D | 5:freezer:/a | freezer/a/freezer.state | FREEZING | not yet, or not the whole group | D",
                "D | 0::/a | a/cgroup.events | populated 1\\nfrozen 0 | waits for a disk, version 2 | D",
                "D | 5:freezer:/ | freezer/b/freezer.state | FROZEN | another group is frozen | D",
                "D | 5:memory:/a | memory/a/freezer.state | FROZEN | a file that does not belong there | D",
                "D | 5:freezer:/../a | a/freezer.state | FROZEN | the group is outside of what is mounted | D",
                "T | 5:freezer:/a | freezer/a/freezer.state | FROZEN | had been stopped by a signal before | T",
                "Z | 5:freezer:/a | freezer/a/freezer.state | FROZEN | has ended | Z",
                "S | x | a | x | garbage | S",
            })
    void shouldTellAFrozenProcessByItsControlGroup(
            char shown, String membership, String file, String text, String reason, char state) throws IOException {
        Path directory = Files.createDirectories(proc.resolve("43"));
        Files.writeString(directory.resolve("stat"), STAT.replace(") S ", ") " + shown + " "));
        Files.writeString(directory.resolve("cgroup"), "9:name=systemd:/a\n" + membership + "\n");
        Path mount = proc.resolve("mount");
        Files.createDirectories(mount.resolve(file).getParent());
        Files.writeString(mount.resolve(file), text.replace("\\n", "\n") + "\n");

        ProcessState seen = ProcessState.read(proc, 43, mount).orElseThrow();
        assertThat(seen.state()).isEqualTo(state);
        assertThat(seen.standsStill()).isEqualTo(state == 'F' || state == 'T');
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "43",
                "43 (a",
                "44 (a) S 1 43 43 0 -1 4194560 3194 9836 0 0 40 22 7 2 20 0 1 0 248218 18833408",
                "43 (a) S 1 43 43 0 -1 4194560 3194 9836 0 0 40 22 7 2 20 0 1 0 2482",
                "43 (a) S 1 43 43 0 -1 4194560 3194 9836 0 0 40 xx 7 2 20 0 1 0 248218 18833408",
                "43 (a) 7 1 43 43 0 -1 4194560 3194 9836 0 0 40 22 7 2 20 0 1 0 248218 18833408",
            })
    void shouldNotKnowAProcessWhoseLineIsStrange(String stat) throws IOException {
        Files.writeString(Files.createDirectories(proc.resolve("43")).resolve("stat"), stat);

        assertThat(ProcessState.read(proc, 43)).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldReadThisVeryProcess() {
        ProcessState self = ProcessState.read(
                        ProcessState.PROC, ProcessHandle.current().pid())
                .orElseThrow();

        assertThat(self.name()).isEqualTo("java");
        assertThat(self.commandLine()).contains("java");
        assertThat(self.state()).isIn('R', 'S');
        assertThat(self.cpuTicks()).isPositive();
        assertThat(self.descriptors().orElseThrow())
                .isBetween(3L, self.descriptorLimit().orElseThrow());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldFindThisProcessAmongAll() {
        long pid = ProcessHandle.current().pid();

        assertThat(ProcessStat.all(ProcessState.PROC).orElseThrow())
                .extracting(ProcessStat::pid)
                .contains(pid);
        assertThat(NetFiles.sharedWith(pid)).contains(true);
        assertThat(NetFiles.sharedWith(Long.MAX_VALUE)).isEmpty();
    }
}
