package org.conntorture.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.conntorture.reference.Kind;
import org.conntorture.scenario.Scenarios.Bad;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds the published JSON schema and the reader together. */
class ScenarioSchemaTest {
    private static final Path FILE = Path.of("../scenarios/scenario.schema.json");
    private static final JsonMapper MAPPER = JsonMapper.shared();

    static final List<Bad> BAD = BadScenarios.ALL;

    static final List<String> GOOD = List.of(
            Scenarios.SMALLEST,
            Scenarios.LARGEST,
            Scenarios.HTTP,
            Scenarios.top("rounds: 2k\nload: {}").replace("2k", "1k"),
            Scenarios.load("warmup: 1h1m1s1ms1us"),
            Scenarios.load("rate: 0.5"),
            Scenarios.load("payload: {size: 1M}"),
            Scenarios.load("sources: {ports: 1-65535}"),
            Scenarios.ends("{attempts: 1_000}"),
            Scenarios.ends("{failures: 1}"),
            Scenarios.target("command: run\n    ready: {}"),
            Scenarios.target("command: run\n    behind: [127.0.0.2]\n    logs: {errors: e.log}"),
            Scenarios.target("command: run\n    matrix: {variable: CONFIG, values: [a/one.conf, two]}"),
            Scenarios.target("compose: c.yaml\n    service: pm2\n    port: 80"),
            Scenarios.target("compose: c.yaml\n    service: pm2\n    port: 80\n    prepare: a\n    version: b\n"
                    + "    env: {A: b}\n    workdir: .\n    ready: {timeout: 1s}\n"
                    + "    matrix: {variable: V, values: [a]}\n    disturb: {every: 1s, command: x}"),
            Scenarios.load(
                    "stages: [{duration: 1s, rate: 10, to: 1k}, {duration: 2s, burst: 50/500ms}, {duration: 1s, rate: 0}]"),
            Scenarios.load("requests-per-connection: 5\n  close: keep\n  hold: 1s"),
            Scenarios.load("proxy-protocol: v2\n  tls: {}"),
            Scenarios.load("tls: {insecure: true, server-name: a.test, alpn: [h2], resume: true, cert: a, key: b}"),
            Scenarios.load(
                    "workload: request\n  payload: {text: a=b}\n  http: {method: PUT, path: /x, headers: {A: b}, status: 204}"),
            Scenarios.target("address: localhost:80"));

    @TempDir
    Path root;

    private JsonNode schema;

    @BeforeEach
    void readSchema() throws IOException {
        schema = MAPPER.readTree(Files.readString(FILE));
    }

    @Test
    void shouldBeMadeOfTheKeysOfTheReader() throws IOException {
        Path made = Files.writeString(Path.of("target/scenario.schema.json"), ScenarioSchema.text());

        assertThat(FILE)
                .as("the schema that follows from the format is in tester/target: copy it to scenarios")
                .hasSameTextualContentAs(made);
    }

    @Test
    void shouldDescribeEveryKey() {
        requireDescriptions(ScenarioFormat.SCENARIO);
    }

    @Test
    void shouldBeASoundSchema() {
        Schema meta =
                registry().getSchema(SchemaLocation.of(schema.get("$schema").asString()));
        assertThat(meta.validate(schema)).isEmpty();
    }

    @Test
    void shouldAcceptEveryScenarioThatIsThere() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("../scenarios"))) {
            List<Path> scenarios =
                    files.filter(file -> file.toString().endsWith(".yaml")).toList();
            assertThat(scenarios).hasSizeGreaterThan(15);
            ScenarioReader reader = new ScenarioReader(new HashSet<>(Kind.ids()), Set.of());
            for (Path scenario : scenarios) {
                assertThat(reader.read(scenario, org.conntorture.plan.LoadSettings.NONE, Map.of()))
                        .isNotNull();
                // Merge keys are no part of what the schema sees.
                String yaml = Files.readString(scenario);
                if (!yaml.contains("<<:")) {
                    assertThat(errors(yaml)).as(scenario.toString()).isEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @FieldSource("GOOD")
    void shouldAcceptWhatTheReaderAccepts(String yaml) {
        assertThat(Scenarios.read(root, yaml)).isNotNull();
        assertThat(errors(yaml)).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("BAD")
    void shouldRefuseWhatTheReaderRefusesWhereItCanKnow(Bad bad) {
        if (bad.schemaKnows()) {
            assertThat(errors(bad.yaml())).isNotEmpty();
        } else if (isLoadable(bad)) {
            assertThat(errors(bad.yaml()))
                    .as("the table says that the schema cannot know")
                    .isEmpty();
        }
    }

    private static void requireDescriptions(Level level) {
        for (Level.Key key : level.keys()) {
            assertThat(key.description()).as(key.name()).isNotBlank().doesNotEndWith(".");
            if (key.level() != null) {
                requireDescriptions(key.level());
            }
        }
    }

    private List<Error> errors(String yaml) {
        return registry().getSchema(schema).validate(MAPPER.<JsonNode>valueToTree(load(yaml)));
    }

    private static SchemaRegistry registry() {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    }

    /** YAML as editors see it, with numbers as numbers. */
    private static Object load(String yaml) {
        return new Load(LoadSettings.builder().setSchema(new CoreSchema()).build()).loadFromString(yaml);
    }

    /** Duplicate and odd keys are no JSON at all, so that no schema gets to see them. */
    private static boolean isLoadable(Bad bad) {
        return !bad.reason().contains("twice") && !bad.reason().contains("key that is a list");
    }
}
