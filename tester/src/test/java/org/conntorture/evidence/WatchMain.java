package org.conntorture.evidence;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Watches a target from a process of its own, for what the test's process cannot have: another network namespace, PATH or
 * user. Prints what it found, a line each.
 */
final class WatchMain {
    private static final long PAUSE_NS = 100_000_000;

    private WatchMain() {}

    /** @param arguments HOST PORT and how many refused connects under load and in the pause after it */
    public static void main(String[] arguments) throws IOException {
        InetSocketAddress address = new InetSocketAddress(arguments[0], Integer.parseInt(arguments[1]));
        TargetWatch target = new TargetWatch(address, OptionalLong.empty());
        target.begin();
        refused(address, Integer.parseInt(arguments[2]));
        target.end();
        refused(address, Integer.parseInt(arguments[3]));
        LockSupport.parkNanos(PAUSE_NS);
        target.settle();
        TargetEvidence evidence = target.evidence();
        CounterEvidence counters = evidence.kernel().counters();
        System.out.println("client " + counters.client("TcpAttemptFails").orElse(-1));
        System.out.println("server " + counters.server("TcpOutRsts").orElse(-1));
        System.out.println("quiet " + counters.after().moved().of("TcpOutRsts").orElse(-1));
        System.out.println("noise "
                + (counters.noise("TcpOutRsts")
                        == Math.round(Integer.parseInt(arguments[3])
                                * (double) counters.loadNs()
                                / counters.after().ns())));
        evidence.host()
                .orElseThrow()
                .listeners()
                .forEach(track -> System.out.println("owner " + track.owner().isPresent()));
        evidence.client().unknown().forEach(fact -> System.out.println("unknown " + fact));
    }

    private static void refused(InetSocketAddress address, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            try (Socket client = new Socket()) {
                client.connect(address);
            } catch (ConnectException refused) {
                continue;
            }
        }
    }
}
