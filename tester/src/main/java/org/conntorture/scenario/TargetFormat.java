package org.conntorture.scenario;

import static org.conntorture.scenario.Level.choice;
import static org.conntorture.scenario.Level.key;
import static org.conntorture.scenario.Level.section;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.conntorture.plan.Role;

/** What a scenario can say of a target. */
final class TargetFormat {
    static final List<String> ORIGINS = List.of("address", "builtin", "command", "compose");
    /** Keys that mean something for some origins alone. */
    static final Map<String, List<String>> ORIGINS_OF_KEY = new TreeMap<>(Map.ofEntries(
            Map.entry("options", List.of("builtin")),
            Map.entry("service", List.of("compose")),
            Map.entry("stop", List.of("command")),
            Map.entry("behind", List.of("command")),
            Map.entry("logs", List.of("command")),
            Map.entry("prepare", List.of("command", "compose")),
            Map.entry("version", List.of("command", "compose")),
            Map.entry("env", List.of("command", "compose")),
            Map.entry("workdir", List.of("command", "compose")),
            Map.entry("port", List.of("command", "compose")),
            Map.entry("ready", List.of("command", "compose")),
            Map.entry("matrix", List.of("command", "compose"))));

    private static final Level READY = Level.of(
            "ready",
            key("output", Kind.TEXT, "Regular expression found in its output"),
            key("timeout", Kind.DURATION, "Default 30s"));

    private static final Level LOGS = Level.of(
                    "logs",
                    key(
                            "access",
                            Kind.TEXT,
                            "A line for each request that begins with the client's port, the status and one word more"),
                    key("errors", Kind.TEXT, "Its error log"))
            .ruled("""
                    {"minProperties": 1}""");

    private static final Level MATRIX = Level.of(
                    "matrix",
                    key("variable", Kind.TEXT, "Of its commands").limited("""
                            {"pattern": "^[A-Za-z_][A-Za-z0-9_]*$"}"""),
                    key("values", Kind.TEXTS, "One for each target").limited("""
                            {"minItems": 1}"""))
            .requiring("variable", "values");

    private static final Level DISTURB = Level.of(
                    "disturb",
                    key("every", Kind.DURATION, "From one start to the next"),
                    key("command", Kind.TEXT, "Shell command; has PID too").limited("""
                            {"pattern": "\\\\S"}"""),
                    key("during", Kind.TEXT, "Completes 'loses connections while ...' in reports"),
                    key("timeout", Kind.DURATION, "Of one run of the command; default 60s"))
            .requiring("every", "command");

    static final Level TARGET = Level.of(
                    "target",
                    key("name", Kind.TEXT, "Unique; letters, digits, dots, dashes and underscores")
                            .limited("""
                                    {"pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"}"""),
                    choice("role", Stream.of(Role.values()).map(Role::id), "A control is trusted, a subject is judged"),
                    key("optional", Kind.FLAG, "A missing tool skips it and leaves the verdict alone; default false"),
                    key("requires", Kind.NAMED_TEXTS, "Tools it needs on the PATH, each with the package that has it"),
                    key("undisturbed", Kind.TEXT, "Name of the target that is the same but for the disturbance"),
                    key("address", Kind.TEXT, "host:port, or unix:/path, of a server that is already there")
                            .limited("""
                                    {"minLength": 1, "pattern": "^(?!unix:)|^unix:(//)?/.*[^/]$"}"""),
                    key("builtin", Kind.TEXT, "Reference server of conntorture, such as echo")
                            .limited("""
                                    {"minLength": 1}"""),
                    key("options", Kind.TEXTS, "Options of the builtin, such as --backlog=128"),
                    key("prepare", Kind.TEXT, "Shell command run once before the start"),
                    key(
                                    "command",
                                    Kind.TEXT,
                                    "Shell command that starts it; has HOST, PORT and WORK. Begin the server with exec,"
                                            + " or PID is that of the shell")
                            .limited("""
                                    {"pattern": "\\\\S"}"""),
                    key(
                                    "compose",
                                    Kind.TEXT,
                                    "Compose file, relative to this one, of which a service is started in a project of"
                                            + " its own")
                            .limited("""
                                    {"minLength": 1}"""),
                    key("service", Kind.TEXT, "Of the compose file; what it depends on is started too")
                            .limited("""
                                    {"pattern": "^[A-Za-z0-9][A-Za-z0-9._-]*$"}"""),
                    key("stop", Kind.TEXT, "Shell command that ends it; has PID too"),
                    key("version", Kind.TEXT, "Shell command that prints what it is, for environment.json"),
                    key("env", Kind.ENVIRONMENT, "Environment of its commands, over the scenario's variables"),
                    key("workdir", Kind.TEXT, "Directory of its commands, relative to this file; default this file's"),
                    key("port", Kind.NUMBER, "To listen on; default 0, a free one. Of a service, in its container")
                            .limited("""
                                    {"minimum": 0, "maximum": 65535}"""),
                    key(
                                    "behind",
                                    Kind.TEXTS,
                                    "Loopback addresses on which servers behind it listen, on the same port; their"
                                            + " sockets are looked at too")
                            .limited("""
                                    {"items": {"type": "string", "pattern": "^[0-9A-Fa-f.:]+$"}}"""),
                    section(
                            "ready",
                            READY,
                            "How to tell that it can take load; default: its port accepts a connection"),
                    section(
                            "logs",
                            LOGS,
                            "What it logs as a proxy, in files of its directory WORK, read after the load"),
                    section(
                            "matrix",
                            MATRIX,
                            "Makes a target of each value, named after the last part of it, such as a configuration"
                                    + " file"),
                    section("disturb", DISTURB, "What is done to it under load, again and again"),
                    key("expect", Kind.EXPECTATIONS, "Limits that this target must keep"))
            .requiring("name", "role")
            .ruled(rules());

    private TargetFormat() {}

    /** What {@link TargetReader} asks of a target's origin, for the schema. */
    private static String rules() {
        String dependent = ORIGINS_OF_KEY.entrySet().stream()
                .map(key -> "\"" + key.getKey() + "\": {\"anyOf\": " + oneNeeded(key.getValue()) + "}")
                .collect(Collectors.joining(", "));
        return """
                {"oneOf": %s,
                 "dependentSchemas": {
                   "compose": {"required": ["service", "port"], "properties": {"port": {"minimum": 1}}}, %s},
                 "not": {"required": ["address", "disturb"]}}""".formatted(oneNeeded(ORIGINS), dependent);
    }

    private static String oneNeeded(List<String> keys) {
        return keys.stream()
                .map(key -> "{\"required\": [\"" + key + "\"]}")
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
