package org.conntorture.scenario;

import java.util.List;
import org.conntorture.plan.LoadPlanner;
import org.conntorture.plan.LoadSettings;
import org.conntorture.plan.Payload;
import org.conntorture.plan.Quantity;
import org.conntorture.plan.Setting;
import org.conntorture.plan.Sources;
import org.conntorture.plan.Stage;
import org.conntorture.plan.Tls;
import org.conntorture.plan.Workload;

/** Reads what a scenario sets of its load, and the settings that have several keys. */
final class LoadReader {
    private LoadReader() {}

    /** Rounds, load and ends of a scenario; what it does not say is not set. */
    static LoadSettings read(Section scenario) {
        LoadSettings.Builder read = LoadSettings.builder();
        scenario.readInto(read);
        LoadSettings settings = scenario.has("ends") ? ended(scenario.section("ends"), read) : read.build();
        if (scenario.has("load")) {
            requireSound(scenario.section("load"), settings);
        }
        return settings;
    }

    private static LoadSettings ended(Section ends, LoadSettings.Builder read) {
        return ends.build(() -> {
            LoadSettings settings = read.build();
            settings.ends();
            return settings;
        });
    }

    private static void requireSound(Section load, LoadSettings settings) {
        if (load.has("tls")) {
            load.section("tls").build(() -> Tls.of(settings));
        }
        if (load.has("http")) {
            load.section("http").build(() -> Workload.Http.of(settings, Payload.NONE));
        }
        load.build(() -> {
            LoadPlanner.requireUsed(settings, settings);
            return settings;
        });
        load.build("payload", () -> Workload.of(settings));
        if (load.has("http") && settings.get(Setting.WORKLOAD) != Workload.Kind.REQUEST) {
            throw load.place("http").error("http is for the workload request");
        }
    }

    static Payload payload(Section payload) {
        List<String> keys = payload.keys();
        if (keys.size() != 1) {
            throw new IllegalArgumentException("payload needs exactly one of text, size and file, has "
                    + (keys.isEmpty() ? "none" : String.join(" and ", keys)));
        }
        return switch (keys.get(0)) {
            case "text" -> Payload.ofText(payload.text("text"));
            case "size" -> Payload.ofSize(Quantity.size(payload.text("size")));
            default -> PayloadFile.read(payload.place("file").directory().resolve(payload.text("file")));
        };
    }

    static Sources sources(Section sources) {
        if (sources.keys().isEmpty()) {
            throw sources.place("").error("sources needs addresses, ports or both");
        }
        var addresses = sources.build("addresses", () -> SourceParser.addresses(sources.texts("addresses")));
        return sources.build("ports", () -> SourceParser.sources(addresses, sources.text("ports")));
    }

    static List<Stage> stages(List<Section> stages) {
        return stages.stream().map(StageReader::stage).toList();
    }
}
