package org.conntorture.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketOwnersTest {
    @TempDir
    Path proc;

    private SocketOwners owners;

    @BeforeEach
    void fill() throws IOException {
        process(10, 500, "socket:[7]", "socket:[8]", "pipe:[8]");
        process(20, 400, "socket:[7]", "pipe:[9]");
        process(30, 600, "socket:[7]", "socket:[x]");
        owners = new SocketOwners(proc);
    }

    @Test
    void shouldPreferTheProcessListedFirst() {
        assertThat(owners.pidsOf(Set.of(7L), List.of(30L, 10L))).isEqualTo(Map.of(7L, 30L));
    }

    @Test
    void shouldElseTakeTheOldest() {
        assertThat(owners.pidsOf(Set.of(7L, 8L, 9L), List.of())).isEqualTo(Map.of(7L, 20L, 8L, 10L));
    }

    @Test
    void shouldListAllHoldersListedFirstThenByAge() {
        assertThat(owners.allPidsOf(Set.of(7L, 8L), List.of(30L, 99L)))
                .isEqualTo(Map.of(7L, List.of(30L, 20L, 10L), 8L, List.of(10L)));
    }

    @Test
    void shouldTellHiddenFromNone() throws IOException {
        process(40, 700);

        assertThat(owners.socketsOf(40)).contains(Set.of());
        assertThat(owners.socketsOf(41)).isEmpty();
    }

    private void process(long pid, long start, String... links) throws IOException {
        Path descriptors = Files.createDirectories(proc.resolve(pid + "/fd"));
        Files.writeString(
                proc.resolve(pid + "/stat"), pid + " (a) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 " + start + " 0\n");
        for (int i = 0; i < links.length; i++) {
            Files.createSymbolicLink(descriptors.resolve(Integer.toString(i)), Path.of(links[i]));
        }
    }
}
