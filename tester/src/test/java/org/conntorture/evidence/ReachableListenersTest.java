package org.conntorture.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import org.conntorture.kernel.SocketRow;
import org.conntorture.kernel.TcpState;
import org.junit.jupiter.api.Test;

class ReachableListenersTest {
    private static final SocketRow SSHD = listener("0.0.0.0", 22, 1);
    private static final SocketRow SERVER = listener("0.0.0.0", 8085, 2);
    private static final SocketRow ITS_DEBUGGER = listener("127.0.0.1", 9229, 3);
    private static final List<SocketRow> ALL = List.of(SSHD, SERVER, ITS_DEBUGGER);

    private static SocketRow listener(String host, int port, long inode) {
        return new SocketRow(
                new InetSocketAddress(host, port),
                new InetSocketAddress("0.0.0.0", 0),
                TcpState.LISTEN,
                0,
                0,
                0,
                0,
                0,
                inode);
    }

    @Test
    void shouldTakeWhatOtherHostsReach() {
        assertThat(ReachableListeners.meant(ALL, Set.of())).containsExactly(SSHD, SERVER);
    }

    @Test
    void shouldPreferWhatAProcessOffersOtherHosts() {
        assertThat(ReachableListeners.meant(ALL, Set.of(2L, 3L, 99L))).containsExactly(SERVER);
    }

    @Test
    void shouldTakeTheLoopbackOfAProcessThatListensNowhereElse() {
        assertThat(ReachableListeners.meant(ALL, Set.of(3L, 99L)))
                .as("sshd is not what was asked for")
                .containsExactly(ITS_DEBUGGER);
    }

    @Test
    void shouldTakeTheNamespaceOfAProcessThatListensOnNothing() {
        assertThat(ReachableListeners.meant(ALL, Set.of(99L))).containsExactly(SSHD, SERVER);
        assertThat(ReachableListeners.meant(List.of(ITS_DEBUGGER), Set.of())).isEmpty();
    }
}
