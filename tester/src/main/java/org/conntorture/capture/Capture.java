package org.conntorture.capture;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Captures the packets to and from the targets in two rings of bounded size, and cuts out those of failed attempts. At
 * most {@link #MOST_BYTES} are on the disk at a time, all of them gone at the end, but for the attempts' own small files.
 * Needs root or the right to capture. All calls come from the run's thread.
 */
public final class Capture implements AutoCloseable {
    public static final long MOST_BYTES = RingSize.HANDSHAKES.bytes() + RingSize.REST.bytes();

    /** The kernel hands packets to tcpdump a second after the first of a block at the latest. */
    private static final Duration SETTLE = Duration.ofMillis(1200);

    private static final String INSTALL = "tcpdump is not on the PATH: install the package tcpdump";

    private final Tcpdumps tcpdumps;
    private final Path failures;
    private final List<PacketRing> rings;

    private Capture(Tcpdumps tcpdumps, Path failures, List<PacketRing> rings) {
        this.tcpdumps = tcpdumps;
        this.failures = failures;
        this.rings = rings;
    }

    /** Nothing if packets can be captured, else one sentence with what is missing and how to get it. */
    public static Optional<String> whyNot() {
        if (run("sh", "-c", "command -v tcpdump").isPresent()) {
            return Optional.of(INSTALL);
        }
        // -d opens the interface and ends after it has printed the filter.
        return run("tcpdump", "-i", "any", "-p", "-d", "tcp")
                .map(said -> "tcpdump may not capture: run as root, or give it the right with"
                        + " setcap cap_net_raw+ep $(command -v tcpdump) (it says: " + said + ")");
    }

    /**
     * @param directory in which {@code ring} is made for the time of the capture, and {@code failures}
     * @param targets with addresses resolved
     */
    public static Capture start(Path directory, Collection<InetSocketAddress> targets) throws IOException {
        return start(directory, targets, RingSize.HANDSHAKES, RingSize.REST);
    }

    static Capture start(
            Path directory, Collection<InetSocketAddress> targets, RingSize handshakeSize, RingSize restSize)
            throws IOException {
        requireRoom(directory, handshakeSize.bytes() + restSize.bytes());
        Path ring = Files.createDirectory(directory.resolve("ring").toAbsolutePath());
        boolean loopback =
                targets.stream().allMatch(target -> target.getAddress().isLoopbackAddress());
        List<Tcpdumps.Order> orders = List.of(
                new Tcpdumps.Order("handshakes", handshakeSize, PacketFilter.handshakes(targets)),
                new Tcpdumps.Order("rest", restSize, PacketFilter.rest(targets)));
        Tcpdumps tcpdumps = Tcpdumps.start(ring, loopback ? "lo" : "any", orders);
        return new Capture(
                tcpdumps,
                directory.resolve("failures"),
                List.of(new PacketRing(ring, "handshakes"), new PacketRing(ring, "rest")));
    }

    /** A full ring must leave room for the results. */
    private static void requireRoom(Path directory, long bytes) throws IOException {
        long free = Files.getFileStore(directory).getUsableSpace();
        if (free < 2 * bytes) {
            throw new IOException("capturing packets needs " + bytes / 1_000_000 + " MB and as much to spare in "
                    + directory + ", which has " + free / 1_000_000 + " MB");
        }
    }

    /**
     * Writes the packets of one attempt to {@code failures/NUMBER.pcap} and says what they show; nothing where none were
     * captured. Takes until 1.2 s after the attempt's end plus a few tenths, as the kernel hands packets on in blocks.
     *
     * @param number of the failure, which names the file
     * @param from wall time of the attempt's beginning, reckoned back from the present: a clock set hours ago has drifted
     */
    public Optional<PacketTimeline> extract(
            int number, InetSocketAddress source, InetSocketAddress target, Instant from, Instant to)
            throws IOException {
        awaitUntil(to.plus(SETTLE));
        long lost = tcpdumps.flush();
        Conversation conversation = new Conversation(source, target, from, to);
        List<Conversation.Entry> found = new ArrayList<>();
        for (PacketRing ring : rings) {
            ring.collect(conversation, found);
        }
        List<Conversation.Entry> entries = conversation.sorted(found);
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        List<TcpPacket> packets =
                entries.stream().map(Conversation.Entry::packet).toList();
        String text = TimelineText.of(conversation, packets);
        String caution = lost == 0 ? "" : " (" + lost + " packets of the run were not captured)";
        return Optional.of(new PacketTimeline(
                write(number, entries), entries.size(), text + caution, ResetOrigin.of(conversation, packets)));
    }

    private Path write(int number, List<Conversation.Entry> entries) throws IOException {
        Path file = Files.createDirectories(failures).resolve(number + ".pcap");
        PcapFormat format =
                rings.get(0).format().orElseThrow(() -> new IOException("the files of the capture are gone"));
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(format.header());
            for (Conversation.Entry entry : entries) {
                out.write(entry.pcap().header());
                out.write(entry.pcap().data());
            }
        }
        return file;
    }

    private static void awaitUntil(Instant time) throws IOException {
        try {
            Thread.sleep(Math.max(0, Duration.between(Instant.now(), time).toMillis()));
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while packets were awaited", hurry);
        }
    }

    /** Ends tcpdump and removes the rings; the files of the attempts stay. */
    @Override
    public void close() throws IOException {
        if (!tcpdumps.close() && !Thread.currentThread().isInterrupted()) {
            throw new IOException("tcpdump does not end");
        }
    }

    /** What a command complained of in its last line, or nothing if it succeeded. */
    private static Optional<String> run(String... words) {
        try {
            Process process =
                    new ProcessBuilder(words).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.onExit().join().exitValue() == 0 ? Optional.empty() : Optional.of(output.replace('\n', ' '));
        } catch (IOException notThere) {
            return Optional.of(String.valueOf(notThere.getMessage()));
        }
    }
}
