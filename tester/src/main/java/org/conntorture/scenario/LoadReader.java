package org.conntorture.scenario;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.conntorture.plan.CloseMode;
import org.conntorture.plan.Payload;
import org.conntorture.plan.Quantity;
import org.conntorture.plan.Sources;
import org.conntorture.plan.TransportChoice;
import org.conntorture.plan.Workload;

/** Reads what a scenario says of its load into the form that the command line's settings have. */
final class LoadReader {
    private static final Section NOTHING = new Section(Level.LOAD, new Place("", 1, 1), Map.of());

    private final Path directory;

    /** @param directory that paths are relative to */
    LoadReader(Path directory) {
        this.directory = directory;
    }

    /** Rounds, load and ends of a scenario; what it does not say stays null. */
    Overrides read(Section scenario) {
        Section load = scenario.has("load") ? scenario.section("load") : NOTHING;
        Overrides settings = new Overrides(
                null,
                null,
                null,
                scenario.number("rounds"),
                load.number("workers"),
                load.number("threads"),
                load.has("transport") ? TransportChoice.valueOf(constant(load.text("transport"))) : null,
                load.rate("rate"),
                load.duration("warmup"),
                load.duration("connect-timeout"),
                load.duration("reply-timeout"),
                load.has("workload") ? Workload.Kind.valueOf(constant(load.text("workload"))) : null,
                load.has("payload") ? load.build("payload", () -> payload(load.section("payload"))) : null,
                load.has("close") ? CloseMode.valueOf(constant(load.text("close"))) : null,
                load.has("sources") ? sources(load.section("sources")) : null,
                Map.of());
        load.check("payload", () -> LoadPlanner.requirePayloadIsSent(settings, settings));
        load.build("payload", () -> LoadPlanner.workload(settings, Workload.Http.DEFAULT));
        if (load.has("http") && settings.workload() != Workload.Kind.REQUEST) {
            throw load.place("http").error("http is for the workload request");
        }
        return scenario.has("ends") ? settings.over(ends(scenario.section("ends"))) : settings;
    }

    Workload.Http http(Section scenario) {
        Section load = scenario.has("load") ? scenario.section("load") : NOTHING;
        if (!load.has("http")) {
            return Workload.Http.DEFAULT;
        }
        Section http = load.section("http");
        Workload.Http standard = Workload.Http.DEFAULT;
        return http.build(() -> new Workload.Http(
                http.text("path", standard.path()), http.number("status", standard.expectedStatus())));
    }

    private Payload payload(Section payload) {
        List<String> keys = payload.keys();
        if (keys.size() != 1) {
            throw new IllegalArgumentException("payload needs exactly one of text, size and file, has "
                    + (keys.isEmpty() ? "none" : String.join(" and ", keys)));
        }
        return switch (keys.get(0)) {
            case "text" -> Payload.ofText(payload.text("text"));
            case "size" -> Payload.ofSize(Quantity.size(payload.text("size")));
            default -> PayloadFile.read(directory.resolve(payload.text("file")));
        };
    }

    private static Sources sources(Section sources) {
        if (sources.keys().isEmpty()) {
            throw sources.place("").error("sources needs addresses, ports or both");
        }
        var addresses = sources.build("addresses", () -> SourceParser.addresses(sources.texts("addresses")));
        return sources.build("ports", () -> SourceParser.sources(addresses, sources.text("ports")));
    }

    private static Overrides ends(Section ends) {
        return ends.build(() -> {
            Overrides given =
                    Overrides.ofEnds(ends.count("attempts"), ends.duration("duration"), ends.count("failures"));
            given.ends();
            return given;
        });
    }

    private static String constant(String id) {
        return id.toUpperCase(Locale.ROOT);
    }
}
