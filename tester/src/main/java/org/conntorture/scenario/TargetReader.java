package org.conntorture.scenario;

import java.net.InetAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.conntorture.plan.Disturbance;
import org.conntorture.plan.Origin;
import org.conntorture.plan.ProxyLogs;
import org.conntorture.plan.Ready;
import org.conntorture.plan.Role;
import org.conntorture.plan.Target;

/** Reads one target of a scenario. */
final class TargetReader {
    /** Nothing that the JDK would look up as a name. */
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9A-Fa-f.:]*:[0-9A-Fa-f.:]*");

    private static final Duration DISTURB_TIMEOUT = Duration.ofSeconds(60);

    private final Path directory;
    private final Environment environment;
    private final Set<String> builtinKinds;

    /** @param directory that paths are relative to */
    TargetReader(Path directory, Environment environment, Set<String> builtinKinds) {
        this.directory = directory;
        this.environment = environment;
        this.builtinKinds = builtinKinds;
    }

    /** One, or one for each value of its matrix. */
    List<Target> read(Section target) {
        if (!target.has("matrix")) {
            return List.of(read(target, target.text("name"), Map.of()));
        }
        Section matrix = target.section("matrix");
        String variable = matrix.build("variable", () -> Environment.own(matrix.text("variable")));
        return matrix.build(
                "values",
                () -> matrix.texts("values").stream()
                        .map(value -> read(target, rowName(target, value), Map.of(variable, value)))
                        .toList());
    }

    /** Of the targets that {@link #read} makes of a section. */
    static List<String> names(Section target) {
        return target.has("matrix")
                ? target.section("matrix").texts("values").stream()
                        .map(value -> rowName(target, value))
                        .toList()
                : List.of(target.text("name"));
    }

    /** {@code nginx-keepalive} for the target nginx and the value {@code conf/keepalive.conf}. */
    private static String rowName(Section target, String value) {
        String file = value.substring(value.lastIndexOf('/') + 1);
        int dot = file.lastIndexOf('.');
        return target.text("name") + "-" + (dot > 0 ? file.substring(0, dot) : file);
    }

    private Target read(Section target, String name, Map<String, String> ofMatrix) {
        Origin origin = origin(target, ofMatrix);
        Disturbance disturbance = target.has("disturb") ? disturbance(target.section("disturb")) : null;
        return target.build(() -> new Target(
                name,
                Role.valueOf(target.text("role").toUpperCase(Locale.ROOT)),
                origin,
                target.flag("optional"),
                target.namedTexts("requires"),
                target.text("undisturbed"),
                disturbance));
    }

    private Origin origin(Section target, Map<String, String> ofMatrix) {
        List<String> given =
                target.keys().stream().filter(TargetFormat.ORIGINS::contains).toList();
        if (given.size() != 1) {
            throw target.place(given.isEmpty() ? "name" : given.get(1))
                    .error("a target needs exactly one of address, builtin, command and compose, has "
                            + (given.isEmpty() ? "none" : String.join(" and ", given)));
        }
        String kind = given.get(0);
        for (String key : target.keys()) {
            List<String> origins = TargetFormat.ORIGINS_OF_KEY.getOrDefault(key, List.of(kind));
            if (!origins.contains(kind)) {
                throw target.place(key)
                        .error(key + " is for a target with " + String.join(" or ", origins) + ", this one has "
                                + kind);
            }
        }
        return switch (kind) {
            case "address" -> target.build("address", () -> new Origin.Address(address(target.text("address"))));
            case "builtin" -> builtin(target);
            case "compose" -> compose(target, ofMatrix);
            default -> command(target, ofMatrix);
        };
    }

    private static SocketAddress address(String text) {
        return SocketFile.isMeantBy(text) ? SocketFile.parse(text) : HostPort.resolve(text, 0);
    }

    private Origin builtin(Section target) {
        String kind = target.text("builtin");
        if (!builtinKinds.contains(kind)) {
            throw target.place("builtin").error("unknown builtin '" + kind + "'" + Spelling.hint(kind, builtinKinds));
        }
        return new Origin.Builtin(kind, target.texts("options"));
    }

    private Map<String, String> variables(Section target, Map<String, String> ofMatrix) {
        Map<String, String> variables = new TreeMap<>(environment.of(target));
        variables.putAll(ofMatrix);
        return variables;
    }

    private Origin compose(Section target, Map<String, String> ofMatrix) {
        for (String key : List.of("service", "port")) {
            if (!target.has(key)) {
                throw target.place("compose").error("a target with compose needs the key '" + key + "'");
            }
        }
        return target.build(() -> new Origin.Compose(
                composeFile(target),
                target.text("service"),
                target.number("port"),
                target.text("prepare"),
                target.text("version"),
                variables(target, ofMatrix),
                workdir(target),
                target.has("ready") ? ready(target.section("ready")) : Ready.DEFAULT));
    }

    private Path composeFile(Section target) {
        return target.build("compose", () -> {
            Path file =
                    directory.resolve(target.text("compose")).toAbsolutePath().normalize();
            if (!Files.isRegularFile(file)) {
                throw new IllegalArgumentException(
                        "compose '" + target.text("compose") + "' is not a file (looked for " + file + ")");
            }
            return file;
        });
    }

    private Origin command(Section target, Map<String, String> ofMatrix) {
        return target.build(() -> new Origin.Command(
                target.text("prepare"),
                target.text("command"),
                target.text("stop"),
                target.text("version"),
                variables(target, ofMatrix),
                workdir(target),
                target.number("port", 0),
                behind(target),
                target.has("ready") ? ready(target.section("ready")) : Ready.DEFAULT,
                target.has("logs") ? logs(target.section("logs")) : null));
    }

    private static List<InetAddress> behind(Section target) {
        return target.build(
                "behind",
                () -> target.texts("behind").stream().map(TargetReader::literal).toList());
    }

    private static InetAddress literal(String text) {
        if (!ADDRESS.matcher(text).matches()) {
            throw new IllegalArgumentException("behind '" + text + "' is not an IP address, such as 127.0.0.2");
        }
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException notOne) {
            throw new IllegalArgumentException("behind '" + text + "' is not an IP address, such as 127.0.0.2", notOne);
        }
    }

    private Path workdir(Section target) {
        return target.build("workdir", () -> {
            Path workdir = directory.resolve(target.text("workdir", "")).normalize();
            if (!Files.isDirectory(workdir)) {
                throw new IllegalArgumentException(
                        "workdir '" + target.text("workdir") + "' is not a directory (looked for " + workdir + ")");
            }
            return workdir;
        });
    }

    private static ProxyLogs logs(Section logs) {
        return logs.build("", () -> new ProxyLogs(logs.text("access"), logs.text("errors")));
    }

    private static Ready ready(Section ready) {
        if (ready.has("output")) {
            requireExpression(ready);
        }
        return ready.build(() -> new Ready(ready.text("output"), ready.duration("timeout", Ready.DEFAULT.timeout())));
    }

    /** Here, because the JDK's own message has several lines. */
    private static void requireExpression(Section ready) {
        try {
            Pattern.compile(ready.text("output"));
        } catch (PatternSyntaxException e) {
            throw ready.place("output")
                    .error("output '" + e.getPattern() + "' is not a regular expression: " + e.getDescription());
        }
    }

    private static Disturbance disturbance(Section disturb) {
        return disturb.build(() -> new Disturbance(
                disturb.duration("every"),
                disturb.text("command"),
                disturb.text("during", "it is disturbed"),
                disturb.duration("timeout", DISTURB_TIMEOUT)));
    }
}
