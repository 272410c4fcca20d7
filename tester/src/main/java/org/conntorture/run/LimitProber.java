package org.conntorture.run;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.conntorture.attempt.Connector;
import org.conntorture.attempt.Replies;
import org.conntorture.evidence.AttemptEvidence;
import org.conntorture.evidence.ProbeResult;
import org.conntorture.evidence.ProbeResult.Kind;
import org.conntorture.outcome.FailureKind;
import org.conntorture.plan.Load;
import org.conntorture.plan.ProxyProtocol;
import org.conntorture.record.FailureRecord;
import org.conntorture.record.SlowRecord;
import org.conntorture.text.Counts;

/**
 * Whether a server that refused some has a limit on connections, and which: asks it one connection after the other, then with
 * more and more connections held open beside the one that asks. Once the load is over; on the run's thread.
 */
final class LimitProber {
    /** What a server does to a connection that is one too many, or to a request. */
    private static final Set<FailureKind> REFUSALS = EnumSet.of(
            FailureKind.CONNECT_REFUSED,
            FailureKind.RESET,
            FailureKind.CLOSED_WITHOUT_REPLY,
            FailureKind.SERVICE_UNAVAILABLE,
            FailureKind.WRONG_STATUS,
            FailureKind.REFUSED_BY_SERVER);

    private static final Set<FailureKind> WAITS = EnumSet.of(FailureKind.NO_REPLY, FailureKind.CONNECT_TIMEOUT);
    private static final int LEAST = 5;
    private static final int IN_TURN = 60;
    /** One in so many may be served in between: what a rate lets through meanwhile. */
    private static final int FEW = 5;

    private static final int MOST_HELD = 512;
    private static final int MOST_TIMES = 3;
    private static final int TIMEOUT_MS = 1000;
    /** For the server to notice that the connections before are gone. */
    private static final Duration REST = Duration.ofMillis(300);
    /** The same of the one that asked before. */
    private static final Duration MOMENT = Duration.ofMillis(10);

    private final InetSocketAddress target;
    private final Load load;
    private final Consumer<String> announce;
    private final byte[] request;

    LimitProber(InetSocketAddress target, Load load, Consumer<String> announce) {
        this.target = target;
        this.load = load;
        this.announce = announce;
        this.request = Connector.requestBytes(load, target, false);
    }

    private enum Answer {
        SERVED,
        REFUSED,
        NONE
    }

    /** How many connections were held open when the next one was not served, and what became of that. */
    private record Full(int held, Answer next) {
        boolean isLike(Full other) {
            return next == other.next && Math.abs(held - other.held) <= 1;
        }
    }

    List<ProbeResult> probe(AttemptEvidence attempts) {
        return isFit() && isAskedFor(attempts) ? probe() : List.of();
    }

    /** A reply must tell whether it was served, and what is asked is said in the clear and at once. */
    private boolean isFit() {
        return load.workload().kind().expectsReply()
                && load.manners().tls() == null
                && load.manners().proxyProtocol() == ProxyProtocol.NONE
                && load.workers() > 1;
    }

    private static boolean isAskedFor(AttemptEvidence attempts) {
        long refused = attempts.failures().stream()
                .filter(failure -> REFUSALS.contains(failure.kind()) || WAITS.contains(failure.kind()))
                .count();
        boolean noneServed = attempts.slow().isEmpty()
                && attempts.failures().stream()
                        .mapToLong(FailureRecord::attempt)
                        .allMatch(number -> number <= attempts.failures().size());
        if (noneServed) {
            // It serves nobody, so there is no number that it serves.
            return false;
        }
        long slow = attempts.slow().stream().filter(SlowRecord::repliedLate).count();
        return refused >= LEAST || slow >= LEAST;
    }

    private List<ProbeResult> probe() {
        int most = Math.min(load.workers(), MOST_HELD);
        announce.accept("probe: " + IN_TURN + " connections one after the other, then up to " + most
                + " held open beside one that asks");
        List<ProbeResult> results = new ArrayList<>();
        try {
            rest();
            ProbeResult inTurn = inTurn();
            if (!inTurn.succeeded() && inTurn.kind() == Kind.IN_TURN) {
                // A server that notices late who has gone counts some of them twice.
                rest();
                inTurn = inTurn();
            }
            results.add(inTurn);
            if (inTurn.succeeded()) {
                held(most).ifPresent(results::add);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return results;
    }

    private ProbeResult inTurn() {
        long startNs = System.nanoTime();
        int served = 0;
        int first = 0;
        int asked = 0;
        boolean answers = true;
        while (asked < IN_TURN && answers) {
            Answer answer = ask();
            first += answer == Answer.SERVED && served == asked ? 1 : 0;
            served += answer == Answer.SERVED ? 1 : 0;
            asked++;
            answers = answer != Answer.NONE;
        }
        boolean limited = answers && first > 0 && served < IN_TURN && (served - first) * FEW <= asked - first;
        return new ProbeResult(
                limited ? Kind.FIRST_IN_TURN : Kind.IN_TURN,
                "connections one after the other",
                served == IN_TURN,
                limited
                        ? "the first " + first + " of " + asked + " served, then " + (served - first) + " more"
                        : served + " of " + asked + " served",
                System.nanoTime() - startNs);
    }

    /** A limit is met twice at the same number, of three times; what fails by chance is not. */
    private Optional<ProbeResult> held(int most) throws InterruptedException {
        long startNs = System.nanoTime();
        List<Full> met = new ArrayList<>();
        for (int i = 0; i < MOST_TIMES; i++) {
            rest();
            Optional<Full> full = full(most);
            if (full.isEmpty()) {
                return Optional.empty();
            }
            if (met.stream().anyMatch(full.get()::isLike)) {
                return Optional.of(result(full.get(), System.nanoTime() - startNs));
            }
            met.add(full.get());
        }
        return Optional.empty();
    }

    private static ProbeResult result(Full full, long ns) {
        boolean refused = full.next() == Answer.REFUSED;
        return new ProbeResult(
                refused ? Kind.HELD_THEN_REFUSED : Kind.HELD_THEN_SILENT,
                "with " + Counts.of(full.held(), "connection") + " held open",
                false,
                refused ? "the next is refused, twice" : "the next waits in vain, twice",
                ns);
    }

    private Optional<Full> full(int most) throws InterruptedException {
        List<Socket> held = new ArrayList<>();
        try {
            while (held.size() < most) {
                Socket one = new Socket();
                held.add(one);
                one.connect(target, TIMEOUT_MS);
                // A part of a request: an idle connection some servers close for the next one.
                one.getOutputStream().write(request, 0, request.length / 2);
                TimeUnit.NANOSECONDS.sleep(MOMENT.toNanos());
                Answer answer = ask();
                if (answer != Answer.SERVED) {
                    return Optional.of(new Full(held.size(), answer));
                }
            }
            return Optional.empty();
        } catch (SocketTimeoutException silent) {
            return Optional.of(new Full(held.size() - 1, Answer.NONE));
        } catch (IOException refused) {
            return Optional.of(new Full(held.size() - 1, Answer.REFUSED));
        } finally {
            held.forEach(LimitProber::close);
        }
    }

    private Answer ask() {
        try (Socket socket = new Socket()) {
            socket.connect(target, TIMEOUT_MS);
            socket.setSoTimeout(TIMEOUT_MS);
            socket.getOutputStream().write(request);
            byte[] reply = new byte[Replies.ENOUGH_BYTES];
            int count = socket.getInputStream().read(reply);
            return count > 0 && Replies.serves(load.workload(), reply, count) ? Answer.SERVED : Answer.REFUSED;
        } catch (SocketTimeoutException silent) {
            return Answer.NONE;
        } catch (IOException refused) {
            return Answer.REFUSED;
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // It is what was wanted.
        }
    }

    private static void rest() throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(REST.toNanos());
    }
}
