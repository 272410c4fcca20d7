package org.conntorture.chart.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.conntorture.chart.PacketLadder;
import org.conntorture.chart.PacketLadder.Packet;
import org.conntorture.chart.draw.Svg.Anchor;
import org.conntorture.text.Counts;
import org.conntorture.text.Texts;

/** Draws a {@link PacketLadder}. Rows are equally high, as times differ by too much; pauses are dashed lifelines. */
final class PacketLadderDrawing {
    private static final int CLIENT = 130;
    private static final int SERVER = 490;
    private static final int MIDDLE = (CLIENT + SERVER) / 2;
    private static final int MARGIN = 50;
    private static final int TOP = 46;
    private static final int ROW = 26;
    private static final int SLOPE = 5;
    private static final double HEAD = 9;
    private static final int MOST_AT_AN_END = 10;
    private static final int NAME_LENGTH = 40;
    private static final int LABEL_LENGTH = 45;
    private static final int END_LENGTH = 90;
    private static final int MOST_TOLD = 20;
    private static final long PAUSE_US = 100_000;
    private static final double US_PER_SECOND = 1_000_000;
    private static final double US_PER_MS = 1000;
    private static final Pen ANSWERED = Pen.of(Paint.SERIES_0, 1.6);
    private static final Pen UNANSWERED = new Pen(Paint.FAILED, 1.6, "6 3");

    private final PacketLadder ladder;
    private final Svg svg = new Svg();
    private double y = TOP;

    PacketLadderDrawing(PacketLadder ladder) {
        this.ladder = ladder;
    }

    Picture picture() {
        Frame.title(svg, ladder.title());
        svg.bold(MARGIN, TOP - 10, Anchor.START, Paint.INK, "client " + Texts.cut(ladder.client(), NAME_LENGTH));
        svg.bold(
                Frame.WIDTH - MARGIN,
                TOP - 10,
                Anchor.END,
                Paint.INK,
                "server " + Texts.cut(ladder.server(), NAME_LENGTH));
        long beforeUs = 0;
        int left = ladder.packets().size() - 2 * MOST_AT_AN_END;
        for (int i = 0; i < ladder.packets().size(); i++) {
            Packet packet = ladder.packets().get(i);
            if (left <= 1 || i < MOST_AT_AN_END || i >= MOST_AT_AN_END + left) {
                draw(packet, packet.timeUs() - beforeUs);
            } else if (i == MOST_AT_AN_END) {
                leaveOut(left);
            }
            beforeUs = packet.timeUs();
        }
        end();
        return Frame.picture(ladder.title(), description(), y, svg);
    }

    private void draw(Packet packet, long sinceBeforeUs) {
        lifelines(sinceBeforeUs >= PAUSE_US);
        Pen pen = packet.answered() ? ANSWERED : UNANSWERED;
        int from = packet.fromClient() ? CLIENT : SERVER;
        int to = packet.fromClient() ? SERVER : CLIENT;
        int back = packet.fromClient() ? -1 : 1;
        double arrival = y + SLOPE;
        svg.text(CLIENT - 12, y + 4, Anchor.END, Paint.SOFT, time(packet.timeUs()));
        svg.text(MIDDLE, y - 2, Anchor.MIDDLE, Paint.INK, Texts.cut(packet.label(), LABEL_LENGTH));
        svg.line(from, y, to, arrival, pen);
        PathData head = new PathData()
                .moveTo(to, arrival)
                .lineBy(HEAD * back, -HEAD / 2)
                .down(HEAD)
                .closed();
        svg.filled(head, pen.paint());
        if (!packet.answered()) {
            FailureCrosses.sign(svg, SERVER + 14, arrival);
            svg.text(SERVER + 22, arrival + 4, Anchor.START, Paint.FAILED, "not answered");
        }
    }

    private void leaveOut(int packets) {
        lifelines(true);
        svg.text(MIDDLE, y + 2, Anchor.MIDDLE, Paint.SOFT, Counts.of(packets) + " more packets");
    }

    /** On to the next row. */
    private void lifelines(boolean pause) {
        Pen pen = new Pen(Paint.EDGE, 1.2, pause ? "2 4" : "");
        svg.line(CLIENT, y, CLIENT, y + ROW, pen).line(SERVER, y, SERVER, y + ROW, pen);
        y += ROW;
    }

    private void end() {
        lifelines(false);
        if (!ladder.end().isEmpty()) {
            y += ROW / 2.0;
            svg.bold(MIDDLE, y, Anchor.MIDDLE, Paint.FAILED, Texts.cut(ladder.end(), END_LENGTH));
        }
        y += 2;
    }

    private static String time(long timeUs) {
        if (timeUs == 0) {
            return "0";
        }
        return timeUs < PAUSE_US
                ? String.format(Locale.ROOT, "+%.2f ms", timeUs / US_PER_MS)
                : String.format(Locale.ROOT, "+%.2f s", timeUs / US_PER_SECOND);
    }

    private String description() {
        List<String> told = new ArrayList<>();
        for (Packet packet : ladder.packets()) {
            told.add((packet.fromClient() ? "client " : "server ") + packet.label() + " at " + time(packet.timeUs())
                    + (packet.answered() ? "" : ", not answered"));
        }
        String end = ladder.end().isEmpty() ? "" : " In the end: " + ladder.end() + ".";
        return Counts.of(told.size(), "packet", "packets") + " between " + ladder.client() + " and " + ladder.server()
                + (told.isEmpty() ? "" : ": " + list(told)) + "." + end;
    }

    private static String list(List<String> told) {
        return told.size() <= MOST_TOLD
                ? String.join("; ", told)
                : String.join("; ", told.subList(0, MOST_TOLD)) + "; and " + (told.size() - MOST_TOLD) + " more";
    }
}
