package org.conntorture.chart;

import java.util.List;

/**
 * How long one phase took, by percentile, of several targets.
 *
 * @param title such as {@code Connect: time by percentile}
 * @param lines the twelve first are drawn
 */
public record Spectrum(String title, List<SpectrumLine> lines) {
    public Spectrum {
        lines = List.copyOf(lines);
    }
}
