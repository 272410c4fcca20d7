package org.conntorture.chart.draw;

import org.conntorture.chart.FailureHistory;
import org.conntorture.chart.HeatMap;
import org.conntorture.chart.PacketLadder;
import org.conntorture.chart.PortStrip;

/** The way in: one function for each kind of picture. */
public final class Pictures {
    private Pictures() {}

    /** Connect times over time, one target. */
    public static Picture of(HeatMap map) {
        return new HeatMapDrawing(map).picture();
    }

    /** Failures by kind over time, with accept queues and kernel counters below. */
    public static Picture of(FailureHistory history) {
        return new FailureHistoryDrawing(history).picture();
    }

    /** Failures by source port over time. */
    public static Picture of(PortStrip strip) {
        return new PortStripDrawing(strip).picture();
    }

    /** The packets of one attempt. */
    public static Picture of(PacketLadder ladder) {
        return new PacketLadderDrawing(ladder).picture();
    }
}
