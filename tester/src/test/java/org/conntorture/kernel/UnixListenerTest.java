package org.conntorture.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnixListenerTest {
    private static final String TEXT = """
            u_str UNCONN 0      0                 /run/a b.sock 6047 * 0
            u_str LISTEN 1      128             /run/a b.sock.2 6046 * 0
            u_seq LISTEN 2      511               /run/a b.sock 6048 * 0
            """;

    @Test
    void shouldReadTheRowThatListensOnThePath() {
        assertThat(UnixListener.parse(TEXT, "/run/a b.sock")).contains(new UnixListener(2, 511, 6048));
        assertThat(UnixListener.parse(TEXT, "/run/a b.sock.2")).contains(new UnixListener(1, 128, 6046));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "u_str LISTEN",
                "u_str LISTEN 2 511 /run/x",
                "u_str LISTEN 2 511 /run/x 6",
                "u_str LISTEN x 511 /run/x 6 * 0",
                "u_str ESTAB 2 511 /run/x 6 * 0"
            })
    void shouldMakeNothingOfOtherText(String text) {
        assertThat(UnixListener.parse(text, "/run/x")).isEmpty();
    }

    @Test
    void shouldReadWhatThisKernelHas(@TempDir Path directory) throws Exception {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("x.sock"));
        assertThat(UnixListener.read(address)).isEmpty();
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(address, 7);
            SocketChannel.open(address).close();

            UnixListener listener = UnixListener.read(address).orElseThrow();

            assertThat(listener).returns(1L, UnixListener::queue).returns(7L, UnixListener::limit);
            long pid = ProcessHandle.current().pid();
            assertThat(new SocketOwners(ProcessState.PROC).pidsOf(Set.of(listener.inode()), Set.of()))
                    .containsEntry(listener.inode(), pid);
        }
    }
}
