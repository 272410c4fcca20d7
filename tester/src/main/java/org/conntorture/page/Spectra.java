package org.conntorture.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.conntorture.chart.Spectrum;
import org.conntorture.chart.SpectrumLine;
import org.conntorture.chart.SpectrumLine.Style;
import org.conntorture.plan.Role;
import org.conntorture.result.Percentiles;
import org.conntorture.result.TargetMeasurement;

/** Times by percentile: for each phase its successes by target, its failures apart, and the corrected beside the others. */
final class Spectra {
    private static final List<String> PHASES =
            List.of("connect", "tls", "write", "first-byte", "read", "idle", "close");
    private static final String ATTEMPT = "attempt";
    private static final String INTENDED = "attempt-from-intended";
    private static final String LATENESS = "start-lateness";
    private static final String FAILED = "failed-";
    /** Of the lines of one picture, so that what fails and what it is compared with are both there. */
    private static final int MOST_CONTROLS = 4;

    private static final int MOST_LINES = 12;

    private final ReportContents contents;

    Spectra(ReportContents contents) {
        this.contents = contents;
    }

    /** Without those of which nothing was measured. */
    Map<String, Spectrum> byPhase() {
        Map<String, Spectrum> spectra = new LinkedHashMap<>();
        for (String phase : PHASES) {
            put(spectra, phase, phase(phase));
        }
        put(spectra, ATTEMPT, attempts());
        put(spectra, LATENESS, phase(LATENESS));
        return spectra;
    }

    private static void put(Map<String, Spectrum> spectra, String phase, List<SpectrumLine> lines) {
        if (!lines.isEmpty()) {
            spectra.put(phase, new Spectrum(title(phase) + ": time by percentile", lines));
        }
    }

    private static String title(String phase) {
        return switch (phase) {
            case ATTEMPT -> "Whole attempts";
            case LATENESS -> "Late starts of the tester";
            default -> Character.toUpperCase(phase.charAt(0)) + phase.substring(1);
        };
    }

    private List<SpectrumLine> phase(String phase) {
        List<SpectrumLine> lines = new ArrayList<>();
        for (TargetMeasurement target : chosen()) {
            add(lines, target, FAILED + phase, Style.FAILURES);
            add(lines, target, phase, style(target));
        }
        return limited(lines);
    }

    /** Only where a rate was set there is anything to correct, and their phases tell the rest. */
    private List<SpectrumLine> attempts() {
        List<SpectrumLine> lines = new ArrayList<>();
        for (TargetMeasurement target : chosen()) {
            if (percentiles(target, INTENDED) != null) {
                add(lines, target, ATTEMPT, style(target));
                add(lines, target, INTENDED, Style.CORRECTED);
            }
        }
        return limited(lines);
    }

    private static List<SpectrumLine> limited(List<SpectrumLine> lines) {
        return lines.subList(0, Math.min(MOST_LINES, lines.size()));
    }

    private List<TargetMeasurement> chosen() {
        List<TargetMeasurement> ranked = contents.ranked();
        List<TargetMeasurement> chosen = new ArrayList<>();
        ranked.stream()
                .filter(target -> target.target().role() == Role.CONTROL)
                .limit(MOST_CONTROLS)
                .forEach(chosen::add);
        ranked.stream()
                .filter(target -> target.target().role() == Role.SUBJECT)
                .limit(MOST_LINES - chosen.size())
                .forEach(chosen::add);
        return chosen;
    }

    private static Style style(TargetMeasurement target) {
        return target.target().role() == Role.CONTROL ? Style.CONTROL : Style.SUBJECT;
    }

    private Percentiles percentiles(TargetMeasurement target, String phase) {
        return contents.tracks()
                .percentiles()
                .getOrDefault(target.target().name(), Map.of())
                .get(phase);
    }

    private void add(List<SpectrumLine> lines, TargetMeasurement target, String phase, Style style) {
        Percentiles percentiles = percentiles(target, phase);
        if (percentiles != null) {
            lines.add(new SpectrumLine(
                    target.target().name(),
                    style,
                    percentiles.count(),
                    percentiles.points().stream()
                            .map(point -> new SpectrumLine.Point(point.share(), point.valueNs()))
                            .toList()));
        }
    }
}
