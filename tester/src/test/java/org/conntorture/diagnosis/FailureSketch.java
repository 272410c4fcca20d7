package org.conntorture.diagnosis;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.conntorture.evidence.Sighting;
import org.conntorture.outcome.Errno;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;
import org.conntorture.record.FailureRecord;
import org.conntorture.record.SlowRecord;

/** Attempts of a {@link CaseBuilder} that fail in the same way. */
public final class FailureSketch {
    public final FailureKind kind;
    public final long[] numbers;
    public int[] ports = {};
    public int retransmits;
    public int errno = Errno.NONE;
    public int replies;
    public int status;
    public Phase phase;
    public String detail;
    public Duration wait;
    /** Added to the start of the first of them. */
    public long firstNs;

    public Sockets sockets;
    public int lookedUp;

    public FailureSketch(FailureKind kind, long... numbers) {
        this.kind = kind;
        this.numbers = numbers;
        this.retransmits = kind == FailureKind.CONNECT_TIMEOUT ? 1 : 0;
        this.wait = switch (kind.symptom()) {
            case UNANSWERED -> Duration.ofMillis(1500);
            case SILENT, BLOCKED, LOST -> Duration.ofMillis(1000);
            default -> Duration.ofNanos(50_000);
        };
    }

    /** By an HTTP status that is not the 200 that was expected. */
    public void answered(int status) {
        this.status = status;
        this.detail = "status " + status + " instead of 200";
    }

    /** By chance, the same for the same numbers. */
    public static long[] scattered(long count, long attempts) {
        return new Random(count * 31 + attempts)
                .longs(1, attempts + 1)
                .distinct()
                .limit(count)
                .sorted()
                .toArray();
    }

    public static SlowRecord slow(long number, long startNs, double connectMs, double readMs, int retransmits) {
        return new SlowRecord(
                number,
                startNs,
                (long) (connectMs * 1e6),
                (long) (readMs * 1e6),
                new InetSocketAddress("127.0.0.1", portOf(number)),
                retransmits);
    }

    private static int portOf(long number) {
        return 30_000 + (int) (number % 25_000);
    }

    public int port(int index) {
        return ports.length > 0 ? ports[index % ports.length] : portOf(numbers[index]);
    }

    private InetSocketAddress source(int index) {
        return new InetSocketAddress("127.0.0.1", port(index));
    }

    public static List<FailureRecord> records(CaseBuilder builder, List<FailureSketch> sketches) {
        return sketches.stream().flatMap(one -> one.records(builder).stream()).toList();
    }

    public Phase phase() {
        if (phase != null) {
            return phase;
        }
        return kind == FailureKind.CONNECT_TIMEOUT || kind == FailureKind.CONNECT_REFUSED ? Phase.CONNECT : Phase.READ;
    }

    public List<FailureRecord> records(CaseBuilder builder) {
        List<FailureRecord> records = new ArrayList<>();
        for (int i = 0; i < numbers.length; i++) {
            long startNs = builder.startNs(numbers[i]) + (i == 0 ? firstNs : 0);
            records.add(new FailureRecord(
                    numbers[i],
                    kind,
                    phase(),
                    errno,
                    startNs,
                    startNs + wait.toNanos(),
                    source(i),
                    retransmits,
                    replies,
                    status,
                    detail));
        }
        return records;
    }

    public List<Sighting> sightings() {
        List<Sighting> sightings = new ArrayList<>();
        for (int i = 0; i < Math.min(lookedUp, numbers.length); i++) {
            sightings.add(sockets.sighting(numbers[i], source(i)));
        }
        return sightings;
    }
}
