package org.conntorture.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.conntorture.kernel.NetFiles;
import org.conntorture.kernel.Sysctl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor would have said on Linux 3.13.10 in the middle of the incident, from its recorded texts. */
class RecordedIncidentTest {
    private static final Path INCIDENT = Hosts.RECORDED.resolve("linux-3.13.10-stale-tuple");

    @TempDir
    private Path proc;

    @BeforeEach
    void recordProcesses() throws IOException {
        // As ss-tanp of the recording names them.
        process(43, "PM2 v3.5.1: God", 43494, 48743, 47417, 55669, 54299);
        process(335, "load", 56887);
    }

    @Test
    void shouldNameTheHangingConnectTheOldSocketAndWhoHoldsIt() {
        assertThat(problems("during"))
                .contains("the connect of load (pid 335) from 127.0.0.1:53838 to 127.0.0.1:8085 has repeated its SYN"
                        + " 4 times, as it meets an old socket on the same addresses and ports: CLOSE_WAIT with 5"
                        + " unread bytes, held by PM2 v3.5.1: God (pid 43); restart that process"
                        + " (conntorture explain stale-tuple)");
    }

    @Test
    void shouldNameTheLeakBeforeAndAfterTheConnectToo() {
        String leak = "PM2 v3.5.1: God (pid 43) holds 4 connections of port 8085 in CLOSE_WAIT (clients' ports ";

        assertThat(problems("before")).singleElement().asString().startsWith(leak);
        assertThat(problems("during"))
                .hasSize(2)
                .anySatisfy(text ->
                        assertThat(text).startsWith(leak).contains("53838").contains("never read what they sent"));
        assertThat(problems("after")).singleElement().asString().startsWith(leak);
    }

    @Test
    void shouldNameNoProcessThatMayNotBeLookedAt() throws IOException {
        Files.delete(proc.resolve("43/fd/48743"));

        assertThat(problems("during"))
                .anySatisfy(text -> assertThat(text).contains("held by a process that cannot be seen (try as root)"));
    }

    private List<String> problems(String moment) {
        Hosts hosts = Hosts.healthy();
        hosts.sysctl = new Sysctl(Hosts.RECORDED.resolve("linux-3.13.10/sys"));
        hosts.net = new NetFiles(INCIDENT.resolve(moment));
        hosts.with(SocketReading.read(hosts.net, Optional.empty()));
        hosts.owners = HostReader.owners(hosts.now, proc);
        return Doctor.advise(hosts.host()).stream()
                .filter(advice -> advice.level() == Level.PROBLEM)
                .map(Advice::text)
                .toList();
    }

    private void process(long pid, String name, long... inodes) throws IOException {
        Path descriptors = Files.createDirectories(proc.resolve(pid + "/fd"));
        Files.writeString(
                proc.resolve(pid + "/stat"),
                pid + " (" + name + ") S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 " + pid + " 0 0\n");
        for (long inode : inodes) {
            Files.createSymbolicLink(descriptors.resolve(Long.toString(inode)), Path.of("socket:[" + inode + "]"));
        }
    }
}
