package org.conntorture.scenario;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.conntorture.plan.Expectation;
import org.conntorture.plan.LoadPlanner;
import org.conntorture.plan.LoadSettings;
import org.conntorture.plan.RunPlan;
import org.conntorture.plan.Setting;
import org.conntorture.plan.Target;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/** Reads a scenario file into a plan, strictly. Called by the command line, before anything is started. */
public final class ScenarioReader {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    /** Stands in for an end that the command line gives, while the file is checked by itself. */
    private static final LoadSettings SOME_END =
            LoadSettings.builder().set(Setting.ATTEMPTS, 1L).build();

    private final Set<String> builtinKinds;
    private final ExpectationParser expectationParser;
    private final LoadPlanner loadPlanner = LoadPlanner.ofThisMachine();

    /** @param builtinKinds of the servers the tester brings along; @param causes that can be named */
    public ScenarioReader(Set<String> builtinKinds, Set<String> causes) {
        this.builtinKinds = new TreeSet<>(builtinKinds);
        this.expectationParser = new ExpectationParser(causes);
    }

    /**
     * The plan of {@code file} with {@code overrides} laid over it. The file must be sound by itself, but for an end.
     *
     * @param variables values by name, in place of those of the file
     * @throws ScenarioException where the file is wrong
     * @throws IllegalArgumentException where the overrides are, or do not fit the file
     */
    public RunPlan read(Path file, LoadSettings overrides, Map<String, String> variables) {
        MappingNode root = YamlFile.read(file);
        Section scenario = new SectionReader(file.toString()).read(root, ScenarioFormat.SCENARIO);
        requireName(scenario);
        Path directory = scenario.place("").directory();
        Environment environment = Environment.of(scenario, variables);
        LoadSettings own = LoadReader.read(scenario);
        requireLoad(scenario, own);
        List<Target> targets = targets(scenario, new TargetReader(directory, environment, builtinKinds));
        scenario.build(() -> plan(scenario, own.over(SOME_END), targets));
        requireEnd(scenario, own, overrides);
        LoadSettings merged = overrides.over(own, targets.size());
        LoadPlanner.requireUsed(overrides, merged);
        RunPlan plan = plan(scenario, merged, targets);
        List<Expectation> expectations = expectations(scenario);
        return scenario.build("expect", () -> plan.expecting(expectations));
    }

    private List<Expectation> expectations(Section scenario) {
        List<Expectation> all = new ArrayList<>();
        scenario.build("expect", () -> all.addAll(parsed(scenario)));
        for (Section target : scenario.sections("targets")) {
            for (String name : TargetReader.names(target)) {
                target.build(
                        "expect",
                        () -> all.addAll(
                                parsed(target).stream().map(one -> one.of(name)).toList()));
            }
        }
        return all;
    }

    private List<Expectation> parsed(Section section) {
        return section.texts("expect").stream().map(expectationParser::parse).toList();
    }

    private RunPlan plan(Section scenario, LoadSettings settings, List<Target> targets) {
        int rounds = settings.orStandard(Setting.ROUNDS);
        return new RunPlan(
                scenario.text("name"),
                scenario.text("description", ""),
                rounds,
                loadPlanner.plan(settings.endingWithStages(rounds)),
                targets);
    }

    private static void requireName(Section scenario) {
        String name = scenario.text("name");
        if (!NAME.matcher(name).matches()) {
            throw scenario.place("name")
                    .error("name '" + name
                            + "' may have 1 to 64 letters, digits, dots, dashes and underscores, and begins"
                            + " with a letter or digit");
        }
    }

    private void requireLoad(Section scenario, LoadSettings own) {
        if (scenario.has("load")) {
            scenario.section("load").build(() -> loadPlanner.plan(own.over(SOME_END)));
        }
    }

    private static void requireEnd(Section scenario, LoadSettings own, LoadSettings overrides) {
        if (!own.hasEnd() && !overrides.hasEnd() && overrides.over(own).stagesDuration() == null) {
            throw scenario.place("")
                    .error(
                            "scenario needs the key 'ends', or an end on the command line: attempts, duration or failures");
        }
    }

    private static List<Target> targets(Section scenario, TargetReader reader) {
        List<Target> targets = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        for (Section section : scenario.sections("targets")) {
            for (Target target : reader.read(section)) {
                if (!names.add(target.name())) {
                    throw section.place("name").error("two targets are named '" + target.name() + "'");
                }
                targets.add(target);
            }
        }
        for (Section section : scenario.sections("targets")) {
            requireOther(section, names);
        }
        return targets;
    }

    private static void requireOther(Section target, Set<String> names) {
        String other = target.text("undisturbed");
        if (other != null && (!names.contains(other) || other.equals(target.text("name")))) {
            throw target.place("undisturbed").error("undisturbed '" + other + "' is not the name of another target");
        }
    }
}
