import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares what a client says with what was on the wire: Wire PCAP SERVER-PORT CLIENT-FILE LAST. Connect is SYN to SYN-ACK,
 * read is the client's first payload to the server's last. Prints cells of a table, of the LAST attempts: median and 99th
 * percentile of client less wire, for connect and for read, and how long after the client's open the SYN left.
 */
final class Wire {
    private static final int NANOSECOND_MAGIC = 0xa1b23c4d;
    private static final int ETHERNET_BYTES = 14;
    private static final int SYN = 2;
    private static final int ACK = 16;
    private static final double US = 1e3;

    /** One connection; nanoseconds since 1970, 0 where not seen. */
    private static final class Flow {
        long synNs;
        long synAckNs;
        long requestNs;
        long replyNs;
    }

    private final int serverPort;
    private final List<Flow> flows = new ArrayList<>();
    private final Map<Integer, Deque<Flow>> ofPort = new HashMap<>();

    private Wire(int serverPort) {
        this.serverPort = serverPort;
    }

    public static void main(String[] arguments) throws Exception {
        Wire wire = new Wire(Integer.parseInt(arguments[1]));
        wire.read(Path.of(arguments[0]));
        wire.compare(Files.readAllLines(Path.of(arguments[2])), Integer.parseInt(arguments[3]));
    }

    private void read(Path pcap) throws Exception {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(pcap), 1 << 20))) {
            ByteBuffer head = ByteBuffer.wrap(in.readNBytes(24)).order(ByteOrder.nativeOrder());
            if (head.getInt(0) != NANOSECOND_MAGIC || head.getInt(20) != 1) {
                throw new IllegalArgumentException("not a capture of Ethernet with times in nanoseconds");
            }
            byte[] record = new byte[16];
            while (true) {
                try {
                    in.readFully(record);
                } catch (EOFException end) {
                    return;
                }
                ByteBuffer fields = ByteBuffer.wrap(record).order(ByteOrder.nativeOrder());
                byte[] packet = in.readNBytes(fields.getInt(8));
                add(fields.getInt(0) * 1_000_000_000L + fields.getInt(4), ByteBuffer.wrap(packet));
            }
        }
    }

    private void add(long ns, ByteBuffer packet) {
        int ip = ETHERNET_BYTES;
        int tcp = ip + (packet.get(ip) & 15) * 4;
        int payload = packet.getShort(ip + 2) - (tcp - ip) - (packet.get(tcp + 12) >> 4 & 15) * 4;
        int flags = packet.get(tcp + 13);
        int source = packet.getShort(tcp) & 0xffff;
        int target = packet.getShort(tcp + 2) & 0xffff;
        if (target == serverPort) {
            sent(ns, source, flags, payload);
        } else {
            received(ns, target, flags, payload);
        }
    }

    private void sent(long ns, int port, int flags, int payload) {
        Deque<Flow> all = ofPort.computeIfAbsent(port, first -> new ArrayDeque<>());
        if ((flags & SYN) != 0) {
            if (all.isEmpty() || all.getLast().synAckNs != 0) {
                Flow flow = new Flow();
                flow.synNs = ns;
                all.addLast(flow);
                flows.add(flow);
            }
        } else if (payload > 0 && all.getLast().requestNs == 0) {
            all.getLast().requestNs = ns;
        }
    }

    private void received(long ns, int port, int flags, int payload) {
        Flow flow = ofPort.get(port).getLast();
        if ((flags & (SYN | ACK)) == (SYN | ACK) && flow.synAckNs == 0) {
            flow.synAckNs = ns;
        } else if (payload > 0) {
            flow.replyNs = ns;
        }
    }

    private void compare(List<String> lines, int last) {
        if (lines.size() != flows.size()) {
            throw new IllegalStateException(lines.size() + " attempts, and " + flows.size() + " connections captured");
        }
        List<long[]> attempts = new ArrayList<>();
        for (String line : lines) {
            attempts.add(Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray());
        }
        int first = lines.size() - last;
        double[] connect = new double[last];
        double[] read = new double[last];
        double[] open = new double[last];
        for (int i = 0; i < lines.size(); i++) {
            long[] said = attempts.get(i);
            Flow flow = said[0] == 0 ? flows.get(i) : ofPort.get((int) said[0]).removeFirst();
            if (i >= first) {
                connect[i - first] = (said[2] - (flow.synAckNs - flow.synNs)) / US;
                read[i - first] = (said[3] - (flow.replyNs - flow.requestNs)) / US;
                open[i - first] = (flow.synNs - said[1]) / US;
            }
        }
        System.out.printf("%s | %s | %s |%n", cells(connect), cells(read), cells(open));
    }

    private static String cells(double[] values) {
        Arrays.sort(values);
        return String.format("%.1f | %.1f", values[values.length / 2], values[values.length * 99 / 100]);
    }
}
