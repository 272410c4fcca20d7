package org.conntorture.scenario;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.conntorture.plan.CloseMode;
import org.conntorture.plan.Payload;
import org.conntorture.plan.ProxyProtocol;
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
                load.has("close") ? CloseMode.ofId(load.text("close")) : null,
                load.has("sources") ? sources(load.section("sources")) : null,
                protocol(load),
                load.sections("stages").stream().map(StageReader::stage).toList(),
                Map.of());
        load.check("payload", () -> LoadPlanner.requirePayloadIsSent(settings, settings));
        load.build("payload", () -> LoadPlanner.workload(settings));
        load.build(() -> {
            LoadPlanner.requireUsed(settings, settings);
            return settings;
        });
        if (load.has("http") && settings.workload() != Workload.Kind.REQUEST) {
            throw load.place("http").error("http is for the workload request");
        }
        return scenario.has("ends") ? settings.over(ends(scenario.section("ends"))) : settings;
    }

    private ProtocolSettings protocol(Section load) {
        return new ProtocolSettings(
                load.number("requests-per-connection"),
                load.duration("hold"),
                load.duration("close-timeout"),
                load.has("tls") ? tls(load.section("tls")) : TlsSettings.NONE,
                load.has("proxy-protocol") ? ProxyProtocol.valueOf(constant(load.text("proxy-protocol"))) : null,
                load.has("http") ? http(load.section("http")) : HttpSettings.NONE);
    }

    private static HttpSettings http(Section http) {
        HttpSettings settings = new HttpSettings(
                http.text("method"), http.text("path"), http.namedTexts("headers"), http.number("status"));
        http.build(() -> settings.http(Payload.NONE));
        return settings;
    }

    private TlsSettings tls(Section tls) {
        TlsSettings settings = new TlsSettings(
                true,
                tls.has("insecure") ? tls.flag("insecure") : null,
                file(tls, "cacert"),
                file(tls, "cert"),
                file(tls, "key"),
                tls.text("server-name"),
                tls.texts("alpn"),
                tls.has("resume") ? tls.flag("resume") : null);
        tls.build(settings::tls);
        return settings;
    }

    private Path file(Section section, String key) {
        return section.has(key) ? directory.resolve(section.text(key)).normalize() : null;
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
