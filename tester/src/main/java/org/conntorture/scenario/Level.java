package org.conntorture.scenario;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.conntorture.plan.CloseMode;
import org.conntorture.plan.ProxyProtocol;
import org.conntorture.plan.Role;
import org.conntorture.plan.TransportChoice;
import org.conntorture.plan.Workload;

/**
 * The keys of one level of a scenario file. The constants are the whole format: the reader checks files against them,
 * and a test holds the JSON schema to them.
 *
 * @param title what messages call the level
 */
record Level(String title, List<Key> keys) {

    /** What may stand behind a key. */
    enum Kind {
        TEXT,
        FLAG,
        NUMBER,
        COUNT,
        RATE,
        SIZE,
        DURATION,
        /** A list of texts. */
        TEXTS,
        /** A mapping of names of the user's own choice to texts. */
        NAMED_TEXTS,
        /** A level of its own. */
        SECTION,
        /** A list of such. */
        SECTIONS
    }

    /**
     * @param choices the only texts allowed, or empty
     * @param level of SECTION and SECTIONS, else null
     */
    record Key(String name, Kind kind, boolean required, List<String> choices, Level level) {
        Key(String name, Kind kind) {
            this(name, kind, false, List.of(), null);
        }

        Key asRequired() {
            return new Key(name, kind, true, choices, level);
        }
    }

    static final Level PAYLOAD =
            level("payload", key("text", Kind.TEXT), key("size", Kind.SIZE), key("file", Kind.TEXT));

    static final Level SOURCES = level("sources", key("addresses", Kind.TEXTS), key("ports", Kind.TEXT));

    static final Level HTTP = level(
            "http",
            key("method", Kind.TEXT),
            key("path", Kind.TEXT),
            key("headers", Kind.NAMED_TEXTS),
            key("status", Kind.NUMBER));

    static final Level TLS = level(
            "tls",
            key("insecure", Kind.FLAG),
            key("cacert", Kind.TEXT),
            key("cert", Kind.TEXT),
            key("key", Kind.TEXT),
            key("server-name", Kind.TEXT),
            key("alpn", Kind.TEXTS),
            key("resume", Kind.FLAG));

    static final Level STAGE = level(
            "stage",
            key("duration", Kind.DURATION).asRequired(),
            key("rate", Kind.RATE),
            key("to", Kind.RATE),
            key("burst", Kind.TEXT));

    static final Level LOAD = level(
            "load",
            choice("workload", Stream.of(Workload.Kind.values()).map(Workload.Kind::id)),
            section("payload", PAYLOAD),
            choice("close", Stream.of(CloseMode.values()).map(CloseMode::id)),
            key("workers", Kind.COUNT),
            key("threads", Kind.COUNT),
            choice("transport", Stream.of(TransportChoice.values()).map(TransportChoice::id)),
            key("rate", Kind.RATE),
            sections("stages", STAGE),
            key("requests-per-connection", Kind.COUNT),
            key("hold", Kind.DURATION),
            key("warmup", Kind.DURATION),
            key("connect-timeout", Kind.DURATION),
            key("reply-timeout", Kind.DURATION),
            key("close-timeout", Kind.DURATION),
            section("sources", SOURCES),
            choice("proxy-protocol", Stream.of(ProxyProtocol.values()).map(ProxyProtocol::id)),
            section("tls", TLS),
            section("http", HTTP));

    static final Level ENDS =
            level("ends", key("attempts", Kind.COUNT), key("duration", Kind.DURATION), key("failures", Kind.COUNT));

    static final Level READY = level("ready", key("output", Kind.TEXT), key("timeout", Kind.DURATION));

    static final Level DISTURB = level(
            "disturb",
            key("every", Kind.DURATION).asRequired(),
            key("command", Kind.TEXT).asRequired(),
            key("during", Kind.TEXT),
            key("timeout", Kind.DURATION));

    static final Level LOGS = level("logs", key("access", Kind.TEXT), key("errors", Kind.TEXT));

    static final Level MATRIX = level(
            "matrix",
            key("variable", Kind.TEXT).asRequired(),
            key("values", Kind.TEXTS).asRequired());

    static final Level TARGET = level(
            "target",
            key("name", Kind.TEXT).asRequired(),
            choice("role", Stream.of(Role.values()).map(Role::id)).asRequired(),
            key("optional", Kind.FLAG),
            key("requires", Kind.NAMED_TEXTS),
            key("undisturbed", Kind.TEXT),
            key("address", Kind.TEXT),
            key("builtin", Kind.TEXT),
            key("options", Kind.TEXTS),
            key("prepare", Kind.TEXT),
            key("command", Kind.TEXT),
            key("compose", Kind.TEXT),
            key("service", Kind.TEXT),
            key("stop", Kind.TEXT),
            key("version", Kind.TEXT),
            key("env", Kind.NAMED_TEXTS),
            key("workdir", Kind.TEXT),
            key("port", Kind.NUMBER),
            key("behind", Kind.TEXTS),
            section("ready", READY),
            section("logs", LOGS),
            section("matrix", MATRIX),
            section("disturb", DISTURB),
            key("expect", Kind.TEXTS));

    static final Level SCENARIO = level(
            "scenario",
            key("name", Kind.TEXT).asRequired(),
            key("description", Kind.TEXT),
            key("variables", Kind.NAMED_TEXTS),
            key("rounds", Kind.COUNT),
            section("load", LOAD),
            section("ends", ENDS),
            key("expect", Kind.TEXTS),
            sections("targets", TARGET).asRequired());

    List<String> names() {
        return keys.stream().map(Key::name).toList();
    }

    private static Level level(String title, Key... keys) {
        return new Level(title, Arrays.asList(keys));
    }

    private static Key key(String name, Kind kind) {
        return new Key(name, kind);
    }

    private static Key choice(String name, Stream<String> choices) {
        return new Key(name, Kind.TEXT, false, choices.toList(), null);
    }

    private static Key sections(String name, Level level) {
        return new Key(name, Kind.SECTIONS, false, List.of(), level);
    }

    private static Key section(String name, Level level) {
        return new Key(name, Kind.SECTION, false, List.of(), level);
    }
}
