package org.conntorture.evidence;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.conntorture.kernel.ProcessState;
import org.conntorture.kernel.SocketRow;
import org.conntorture.outcome.Phase;

/**
 * Both ends of one overdue attempt as the socket table had them while it waited.
 *
 * @param client the tester's socket; empty where the attempt ended meanwhile
 * @param server the socket on the other side with the same addresses and ports turned round; empty where there is none
 * @param owner process that holds the server's socket; empty where none does or it may not be looked at
 */
public record Sighting(
        long attempt,
        Phase phase,
        InetSocketAddress source,
        Optional<SocketRow> client,
        Optional<SocketRow> server,
        Optional<ProcessState> owner) {}
