package org.conntorture.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainersTest {
    private static final String LISTENS_ON_8085 =
            "   0: 00000000:1F95 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 77 1 0 100 0 0 10 0\n";

    @TempDir
    Path proc;

    @BeforeEach
    void addTester() throws IOException {
        add(10, 100, 1, trie("172.20.0.1", "/32 host LOCAL"), LISTENS_ON_8085);
        Files.createSymbolicLink(proc.resolve("self"), Path.of("10"));
    }

    @Test
    void shouldFindTheOldestProcessOfTheNamespaceThatHasTheAddress() throws IOException {
        add(30, 300, 2, trie("172.20.0.3", "/32 host LOCAL"), LISTENS_ON_8085);
        add(20, 400, 2, trie("172.20.0.3", "/32 host LOCAL"), LISTENS_ON_8085);
        add(40, 200, 3, trie("172.20.0.4", "/32 host LOCAL"), LISTENS_ON_8085);

        assertThat(pidAt("172.20.0.3", 8085)).hasValue(30);
    }

    @Test
    void shouldFindAnAddressOfIpv6() throws IOException {
        add(30, 300, 2, "", LISTENS_ON_8085);
        Files.writeString(proc.resolve("30/net/if_inet6"), "fd000000000000000000000000000003 05 40 00 80     eth0\n");

        assertThat(pidAt("fd00::3", 8085)).hasValue(30);
        assertThat(pidAt("fd00::4", 8085)).isEmpty();
    }

    @Test
    void shouldNotTakeANamespaceInWhichNobodyListensOnThePort() throws IOException {
        add(30, 300, 2, trie("172.20.0.3", "/32 host LOCAL"), LISTENS_ON_8085);

        assertThat(pidAt("172.20.0.3", 8086)).isEmpty();
    }

    @Test
    void shouldNotTakeANamespaceThatOnlyKnowsTheWayToTheAddress() throws IOException {
        add(30, 300, 2, trie("172.20.0.3", "/32 link UNICAST"), LISTENS_ON_8085);

        assertThat(pidAt("172.20.0.3", 8085)).isEmpty();
    }

    @Test
    void shouldNotTakeTheTestersOwn() throws IOException {
        assertThat(pidAt("172.20.0.1", 8085)).isEmpty();
    }

    @Test
    void shouldPassOverAProcessThatMayNotBeLookedAt() throws IOException {
        add(20, 200, 2, trie("172.20.0.3", "/32 host LOCAL"), LISTENS_ON_8085);
        Files.delete(proc.resolve("20/ns/net"));
        add(30, 300, 2, trie("172.20.0.3", "/32 host LOCAL"), LISTENS_ON_8085);

        assertThat(pidAt("172.20.0.3", 8085)).hasValue(30);
    }

    private OptionalLong pidAt(String address, int port) throws UnknownHostException {
        return new Containers(proc).pidAt(new InetSocketAddress(InetAddress.getByName(address), port));
    }

    private void add(long pid, long start, int namespace, String trie, String sockets) throws IOException {
        Path net = Files.createDirectories(proc.resolve(pid + "/net"));
        Path ns = Files.createDirectories(proc.resolve(pid + "/ns"));
        Files.createSymbolicLink(ns.resolve("net"), Path.of("net:[" + namespace + "]"));
        Files.writeString(
                proc.resolve(pid + "/stat"), pid + " (p) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 " + start + " 0 0\n");
        Files.writeString(net.resolve("fib_trie"), trie);
        Files.writeString(net.resolve("tcp"), "  sl  local_address rem_address   st\n" + sockets);
    }

    private static String trie(String address, String kind) {
        return "Main:\n  +-- 0.0.0.0/0 3 0 5\n     |-- 127.0.0.1\n        /32 host LOCAL\n     |-- " + address
                + "\n        " + kind + "\n     |-- 172.20.255.255\n        /32 link BROADCAST\n";
    }
}
