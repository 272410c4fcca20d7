package org.conntorture.page;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.conntorture.capture.KeptPackets;
import org.conntorture.chart.FailureHistory;
import org.conntorture.chart.HeatMap;
import org.conntorture.chart.PacketLadder;
import org.conntorture.chart.PortStrip;
import org.conntorture.chart.draw.Picture;
import org.conntorture.chart.draw.Pictures;
import org.conntorture.evidence.CapturedAttempt;
import org.conntorture.plan.Sources;
import org.conntorture.result.TargetMeasurement;
import org.conntorture.text.Addresses;
import org.conntorture.text.Counts;

/** Has the pictures of a run drawn, the most interesting first. */
final class PictureBook {
    static final String CONNECTS = "connect-";
    static final String FAILURES = "failures-";
    static final String PORTS = "ports-";
    static final String PACKETS = "packets-";

    static final String OF_CONNECTS = "the connect times of ";
    static final String OF_FAILURES = "the failures over time of ";
    static final String OF_PORTS = "the source ports of ";

    private static final int HEAT_ROOM = 390_000;
    private static final int HISTORY_ROOM = 130_000;
    private static final int PORT_ROOM = 60_000;
    private static final int PACKET_ROOM = 50_000;
    private static final int MOST_LADDERS = 6;

    private final ReportContents contents;
    private final Album album;
    private final boolean all;

    private PictureBook(ReportContents contents, boolean all) {
        this.contents = contents;
        this.all = all;
        this.album = new Album(all ? Integer.MAX_VALUE / 2 : 0);
    }

    /** As many as a page has room for. */
    static Album forPage(ReportContents contents) {
        return new PictureBook(contents, false).drawn();
    }

    /** All of them, as finely as they are drawn. */
    static Map<String, Picture> asFiles(ReportContents contents) {
        return new PictureBook(contents, true).drawn().pictures();
    }

    private Album drawn() {
        List<TargetMeasurement> ranked = contents.ranked();
        grow(HEAT_ROOM);
        long fullCount = ranked.stream()
                .mapToLong(target -> contents.track(target).connects().largestCount())
                .max()
                .orElse(0);
        ranked.forEach(target -> heatMap(target, fullCount));
        grow(HISTORY_ROOM);
        ranked.forEach(this::history);
        grow(PORT_ROOM);
        ranked.forEach(this::ports);
        grow(PACKET_ROOM);
        ladders().forEach((id, ladder) -> album.take(id, "packets", () -> Pictures.of(ladder)));
        return album;
    }

    private void grow(int more) {
        if (!all) {
            album.grow(more);
        }
    }

    private static String name(TargetMeasurement target) {
        return target.target().name();
    }

    private void heatMap(TargetMeasurement target, long fullCount) {
        TargetTrack track = contents.track(target);
        album.take(
                CONNECTS + name(target),
                OF_CONNECTS + name(target),
                () -> Pictures.of(new HeatMap(
                        "Connect times of " + name(target),
                        track.connects(),
                        fullCount,
                        track.marks(),
                        track.disturbances())));
    }

    /** Of a clean target only where its host has something to show. */
    private void history(TargetMeasurement target) {
        TargetTrack track = contents.track(target);
        if (track.kinds().isEmpty()
                && track.queues().isEmpty()
                && track.counters().isEmpty()) {
            return;
        }
        album.take(
                FAILURES + name(target),
                OF_FAILURES + name(target),
                () -> Pictures.of(new FailureHistory(
                        "Failures of " + name(target) + " over time",
                        track.time(),
                        track.secondMs(),
                        track.kinds(),
                        track.queues(),
                        track.counters(),
                        track.disturbances())));
    }

    private void ports(TargetMeasurement target) {
        TargetTrack track = contents.track(target);
        if (track.ports().isEmpty()) {
            return;
        }
        Sources sources = contents.run().measurement().plan().load().sources();
        int[] range = sources.choosesPort() ? new int[] {sources.firstPort(), sources.lastPort()} : ephemeral(track);
        album.take(
                PORTS + name(target),
                OF_PORTS + name(target),
                () -> Pictures.of(new PortStrip(
                        "Failures of " + name(target) + " by source port",
                        track.time(),
                        range[0],
                        range[1],
                        track.ports(),
                        track.disturbances())));
    }

    /** The kernel's own where it is known and holds them all, else from the lowest to the highest. */
    private int[] ephemeral(TargetTrack track) {
        int lowest = track.ports().stream().mapToInt(one -> one.port()).min().orElse(0);
        int highest = track.ports().stream().mapToInt(one -> one.port()).max().orElse(0);
        String range = contents.tracks().environment().values().getOrDefault("sysctl.net.ipv4.ip_local_port_range", "");
        String[] ends = range.trim().split("\\s+");
        if (ends.length == 2 && ends[0].matches("\\d{1,5}") && ends[1].matches("\\d{1,5}")) {
            lowest = Math.min(lowest, Integer.parseInt(ends[0]));
            highest = Math.max(highest, Integer.parseInt(ends[1]));
        }
        return new int[] {lowest, highest};
    }

    private Map<String, PacketLadder> ladders() {
        Map<String, PacketLadder> ladders = new LinkedHashMap<>();
        for (TargetMeasurement target : contents.ranked()) {
            List<CapturedAttempt> captured =
                    new ArrayList<>(contents.run().diagnosis().capturedOf(name(target)));
            for (CapturedAttempt one : captured) {
                KeptPackets kept = contents.packets().get(one.file());
                if (kept != null && (all || ladders.size() < MOST_LADDERS)) {
                    ladders.put(packetsId(target, one), ladder(target, one, kept));
                }
            }
        }
        return ladders;
    }

    static String packetsId(TargetMeasurement target, CapturedAttempt captured) {
        return PACKETS + name(target) + "-" + captured.attempt();
    }

    private static PacketLadder ladder(TargetMeasurement target, CapturedAttempt captured, KeptPackets kept) {
        return new PacketLadder(
                "Packets of attempt " + Counts.of(captured.attempt()) + " of " + name(target),
                address(kept.client()),
                address(kept.server()),
                kept.packets().stream()
                        .map(packet -> new PacketLadder.Packet(
                                packet.timeUs(), packet.fromClient(), packet.label(), packet.answered()))
                        .toList(),
                captured.kind().id() + ": " + captured.kind().text());
    }

    private static String address(InetSocketAddress address) {
        return Addresses.of(address);
    }
}
