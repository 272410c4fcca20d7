package org.conntorture.scenario;

import static org.conntorture.scenario.Level.choice;
import static org.conntorture.scenario.Level.key;
import static org.conntorture.scenario.Level.section;
import static org.conntorture.scenario.Level.setting;
import static org.conntorture.scenario.Level.settings;

import java.util.List;
import org.conntorture.plan.CloseMode;
import org.conntorture.plan.ProxyProtocol;
import org.conntorture.plan.Setting;
import org.conntorture.plan.TransportChoice;
import org.conntorture.plan.Workload;

/** What a scenario can say of its load and of its ends: a row for each setting. */
final class LoadFormat {
    private static final Level PAYLOAD = Level.of(
                    "payload",
                    key("text", Kind.TEXT, "The bytes as UTF-8 text"),
                    key("size", Kind.SIZE, "So many bytes of a fixed pattern"),
                    key("file", Kind.TEXT, "Path relative to this file"))
            .ruled("""
                    {"minProperties": 1, "maxProperties": 1}""");

    private static final Level SOURCES = Level.of(
                    "sources",
                    key("addresses", Kind.TEXTS, "Addresses, and prefixes that stand for all their host addresses")
                            .limited("""
                                    {"items": {"type": "string", "pattern": "^[0-9A-Fa-f.:]+(/[0-9]{1,3})?$"}}"""),
                    key("ports", Kind.TEXT, "First and last source port").limited("""
                            {"pattern": "^[0-9]{1,5}-[0-9]{1,5}$"}"""))
            .ruled("""
                    {"minProperties": 1}""");

    private static final Level STAGE = Level.of(
                    "stage",
                    key("duration", Kind.DURATION, "How long it lasts"),
                    key("rate", Kind.RATE, "Attempts started per second; 0 is a pause"),
                    key("to", Kind.RATE, "The rate at its end, to which it goes evenly; default no change"),
                    key("burst", Kind.TEXT, "Attempts started at once, and how often, such as 500/1s")
                            .limited("""
                                    {"pattern": "^[^/]+/[^/]+$"}"""))
            .requiring("duration")
            .ruled("""
                    {"oneOf": [{"required": ["rate"]}, {"required": ["burst"], "not": {"required": ["to"]}}]}""");

    private static final Level TLS = Level.of(
                    "tls",
                    setting(Setting.INSECURE, Kind.FLAG, Section::flag, "Take any certificate"),
                    setting(
                            Setting.CACERT,
                            Kind.TEXT,
                            Section::path,
                            "PEM file of the authorities to trust; default those of the JDK"),
                    setting(Setting.CERT, Kind.TEXT, Section::path, "PEM file of the client's own certificate"),
                    setting(Setting.KEY, Kind.TEXT, Section::path, "PEM file of its private key, PKCS#8"),
                    setting(
                            Setting.SERVER_NAME,
                            Kind.TEXT,
                            Section::text,
                            "For SNI and the check of the certificate; default the host"),
                    setting(Setting.ALPN, Kind.TEXTS, Section::texts, "Protocols to offer"),
                    setting(
                            Setting.RESUME,
                            Kind.FLAG,
                            Section::flag,
                            "Resume sessions instead of a full handshake each time"))
            .ruled("""
                    {"dependentRequired": {"cert": ["key"], "key": ["cert"]}}""");

    private static final Level HTTP = Level.of(
            "http",
            setting(Setting.METHOD, Kind.TEXT, Section::text, "Default GET, or POST with a payload")
                    .limited("""
                            {"pattern": "^[!-~]+$"}"""),
            setting(Setting.PATH, Kind.TEXT, Section::text, "With query").limited("""
                    {"pattern": "^/[\\\\x21-\\\\x7e]*$"}"""),
            setting(
                    Setting.HEADERS,
                    Kind.NAMED_TEXTS,
                    Section::namedTexts,
                    "By name; Host is the target's address unless given"),
            setting(Setting.STATUS, Kind.NUMBER, Section::number, "Expected status")
                    .limited("""
                            {"minimum": 100, "maximum": 599}"""));

    static final Level LOAD = Level.of(
                    "load",
                    choice(
                            Setting.WORKLOAD,
                            Workload.Kind.values(),
                            Workload.Kind::id,
                            "What an attempt does once it is connected"),
                    section(
                            Setting.PAYLOAD,
                            PAYLOAD,
                            LoadReader::payload,
                            "What echo, reply, close and eof write, default the text hello and a line break;"
                                    + " the body of a request, default none"),
                    setting(
                            Setting.EXPECT_REPLY,
                            Kind.TEXT,
                            Section::text,
                            "How a reply of workload reply must begin: a prefix, hex:BYTES, or regex:EXPRESSION found in"
                                    + " its first 4,096 bytes; default any that is no refusal"),
                    choice(Setting.CLOSE, CloseMode.values(), CloseMode::id, "How the client ends a connection"),
                    setting(Setting.WORKERS, Kind.COUNT, Section::number, "Connections at a time, at most"),
                    setting(
                            Setting.THREADS,
                            Kind.COUNT,
                            Section::number,
                            "Event loops; default 1 for each 64 workers, at most the processors"),
                    choice(Setting.TRANSPORT, TransportChoice.values(), TransportChoice::id, "Kernel interface"),
                    setting(
                            Setting.RATE,
                            Kind.RATE,
                            Section::rate,
                            "Attempts started per second, 0 for as fast as the workers can"),
                    stages(),
                    setting(
                            Setting.REQUESTS_PER_CONNECTION,
                            Kind.COUNT,
                            Section::number,
                            "Exchanges of echo and request on one connection, one after the other"),
                    setting(
                            Setting.HOLD,
                            Kind.DURATION,
                            Section::duration,
                            "How long close keep leaves a connection idle"),
                    setting(
                            Setting.WARMUP,
                            Kind.DURATION,
                            Section::duration,
                            "At the start of each turn, latencies not recorded"),
                    setting(Setting.CONNECT_TIMEOUT, Kind.DURATION, Section::duration, "From open to connected"),
                    setting(
                            Setting.REPLY_TIMEOUT,
                            Kind.DURATION,
                            Section::duration,
                            "From connected to the end of the reply"),
                    setting(
                            Setting.CLOSE_TIMEOUT,
                            Kind.DURATION,
                            Section::duration,
                            "For the server's close, where close waits for it"),
                    section(
                            Setting.SOURCES,
                            SOURCES,
                            LoadReader::sources,
                            "Where connections come from; default the kernel chooses"),
                    choice(
                            Setting.PROXY_PROTOCOL,
                            ProxyProtocol.values(),
                            ProxyProtocol::id,
                            "Header that goes before all else, for made-up clients"),
                    tls(),
                    settings("http", HTTP, "What workload request asks for"))
            .ruled("""
                    {"allOf": [
                      {"if": {"required": ["http"]},
                       "then": {"required": ["workload"], "properties": {"workload": {"const": "request"}}}},
                      {"if": {"required": ["payload"]},
                       "then": {"properties": {"workload": {"enum": ["echo", "reply", "close", "eof", "request"]}}}}]}""");

    static final Level ENDS = Level.of(
                    "ends",
                    setting(Setting.ATTEMPTS, Kind.COUNT, Section::count, "Attempts to start, such as 5M"),
                    setting(Setting.DURATION, Kind.DURATION, Section::duration, "Of all turns together"),
                    setting(Setting.FAILURES, Kind.COUNT, Section::count, "Failures that are not the tester's own"))
            .ruled("""
                    {"minProperties": 1}""");

    private LoadFormat() {}

    private static Level.Key stages() {
        String description = "Stretches of each turn, one after the other, in which attempts start on schedule";
        return new Level.Key(
                Setting.STAGES.name(),
                Kind.SECTIONS,
                description,
                "{}",
                List.of(),
                STAGE,
                (section, settings) ->
                        settings.set(Setting.STAGES, LoadReader.stages(section.sections(Setting.STAGES.name()))));
    }

    /** To be there at all is a setting too. */
    private static Level.Key tls() {
        String name = Setting.TLS.name();
        return new Level.Key(
                name,
                Kind.SECTION,
                "TLS around whatever the workload says; {} for the defaults",
                "{}",
                List.of(),
                TLS,
                (section, settings) -> section.section(name).readInto(settings.set(Setting.TLS, true)));
    }
}
