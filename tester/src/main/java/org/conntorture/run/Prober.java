package org.conntorture.run;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.conntorture.evidence.AttemptEvidence;
import org.conntorture.evidence.ProbeResult;
import org.conntorture.evidence.ProbeResult.Kind;
import org.conntorture.outcome.FailureKind;
import org.conntorture.plan.Load;
import org.conntorture.record.FailureRecord;

/**
 * Makes a few more connections to a target that failed, once the load is over, where they tell causes apart that look alike.
 * Each is announced and bounded, one after the other; on the run's thread.
 */
final class Prober {
    private static final Duration MOST_CONNECT = Duration.ofSeconds(2);
    private static final Duration MOST_PATIENCE = Duration.ofSeconds(15);
    private static final int PATIENCE_FACTOR = 3;
    /** Fits every path with the rest of the packet. */
    private static final int SMALL_BYTES = 100;
    /** The kernel takes so much for sending, whatever the other end does, so that no write blocks. */
    private static final int MOST_BYTES = 16_384;

    private final InetSocketAddress target;
    private final Load load;
    private final Consumer<String> announce;
    private final List<ProbeResult> results = new ArrayList<>();

    /** The JDK loads a library for its first socket, which it cannot once the load has used up the descriptors. */
    static void prepare() throws IOException {
        try (Socket first = new Socket()) {
            first.setReuseAddress(true);
        }
    }

    /** @param announce is told of each probe before it is made */
    Prober(InetSocketAddress target, Load load, Consumer<String> announce) {
        this.target = target;
        this.load = load;
        this.announce = announce;
    }

    /** Probes for what failed; an empty list where no probe would tell more. */
    List<ProbeResult> probe(AttemptEvidence attempts) {
        lastOf(attempts, FailureKind.CONNECT_TIMEOUT)
                .filter(failure -> failure.source() != null)
                .ifPresent(failure -> probeSources(failure.source()));
        boolean echoes = load.workload().kind().comparesReply();
        boolean silent = lastOf(attempts, FailureKind.NO_REPLY).isPresent();
        if (echoes && (silent || lastOf(attempts, FailureKind.WRITE_TIMEOUT).isPresent())) {
            byte[] whole = load.workload().payload().bytes();
            byte[] payload = Arrays.copyOf(whole, Math.min(whole.length, MOST_BYTES));
            if (payload.length > SMALL_BYTES) {
                exchange(Kind.SMALL, "a payload of " + SMALL_BYTES + " bytes", Arrays.copyOf(payload, SMALL_BYTES));
                exchange(Kind.WHOLE, "a payload of " + payload.length + " bytes", payload);
            } else {
                exchange(Kind.PATIENT, "one connection with more patience", payload);
            }
        }
        return List.copyOf(results);
    }

    private static Optional<FailureRecord> lastOf(AttemptEvidence attempts, FailureKind kind) {
        return attempts.failures().stream()
                .filter(failure -> failure.kind() == kind)
                .reduce((one, later) -> later);
    }

    private void probeSources(InetSocketAddress failed) {
        connect(Kind.SAME_PORT, "source port " + failed.getPort() + " again", failed);
        int beside = failed.getPort() + (failed.getPort() < 65_535 ? 1 : -1);
        connect(Kind.OTHER_PORT, "source port " + beside, new InetSocketAddress(failed.getAddress(), beside));
        if (failed.getAddress().isLoopbackAddress() && failed.getAddress().getAddress().length == 4) {
            byte[] other = failed.getAddress().getAddress();
            other[3] = (byte) (other[3] == 2 ? 3 : 2);
            try {
                InetAddress address = InetAddress.getByAddress(other);
                connect(
                        Kind.OTHER_ADDRESS,
                        "source address " + address.getHostAddress(),
                        new InetSocketAddress(address, 0));
            } catch (IOException neverOfFourBytes) {
                throw new IllegalStateException(neverOfFourBytes);
            }
        }
    }

    private void connect(Kind kind, String what, InetSocketAddress source) {
        make(kind, what, socket -> {
            socket.setReuseAddress(true);
            socket.bind(source);
            socket.connect(target, millis(MOST_CONNECT));
        });
    }

    private void exchange(Kind kind, String what, byte[] payload) {
        Duration patience = load.replyTimeout().multipliedBy(PATIENCE_FACTOR);
        make(kind, what, socket -> {
            socket.connect(target, millis(MOST_CONNECT));
            socket.setSoTimeout(millis(patience.compareTo(MOST_PATIENCE) < 0 ? patience : MOST_PATIENCE));
            socket.getOutputStream().write(payload);
            if (socket.getInputStream().readNBytes(payload.length).length < payload.length) {
                throw new IOException("closed before the reply was complete");
            }
        });
    }

    private static int millis(Duration duration) {
        return (int) duration.toMillis();
    }

    private interface Deed {
        void on(Socket socket) throws IOException;
    }

    private void make(Kind kind, String what, Deed deed) {
        announce.accept("probe: " + what);
        long startNs = System.nanoTime();
        boolean succeeded = false;
        String outcome;
        try (Socket socket = new Socket()) {
            deed.on(socket);
            succeeded = true;
            outcome = "answered";
        } catch (BindException taken) {
            // Somebody else has the port by now: nothing was asked, so nothing was learned.
            return;
        } catch (SocketTimeoutException silent) {
            outcome = "no answer";
        } catch (IOException failed) {
            outcome = String.valueOf(failed.getMessage());
        }
        results.add(new ProbeResult(kind, what, succeeded, outcome, System.nanoTime() - startNs));
    }
}
