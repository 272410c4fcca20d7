package org.conntorture.chart;

import java.util.List;

/**
 * One target's failures by source port.
 *
 * @param title such as {@code Failures of pm2-reload by source port}
 * @param lowestPort of the range that was used, or 0
 * @param highestPort of the range that was used, or 65535
 * @param failures those whose port is known
 */
public record PortStrip(
        String title,
        TimeAxis time,
        int lowestPort,
        int highestPort,
        List<PortFailure> failures,
        List<Mark> disturbances) {
    static final int HIGHEST = 65_535;

    public PortStrip {
        Checks.that(
                lowestPort >= 0 && lowestPort <= highestPort && highestPort <= HIGHEST,
                "source ports must be from 0 to 65535, were " + lowestPort + " to " + highestPort);
        failures = List.copyOf(failures);
        disturbances = List.copyOf(disturbances);
    }
}
