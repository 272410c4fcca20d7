package org.conntorture.store;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.conntorture.plan.ConnectionUse;
import org.conntorture.plan.Role;
import org.conntorture.plan.RunPlan;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code plan.json} says of a run, as far as two runs can be compared by it.
 *
 * @param load each setting as JSON text, by name; without the ends, as a longer run measures the same
 * @param roles by target name, in the order of the plan
 */
public record PlanFile(
        String scenario,
        Map<String, String> load,
        Duration connectTimeout,
        Duration replyTimeout,
        Duration closeTimeout,
        Map<String, Role> roles) {
    public static final String NAME = "plan.json";

    private static final JsonMapper JSON = new JsonMapper();
    /** The ends, as a longer run measures the same, and what follows from the rest. */
    private static final Set<String> NO_SETTINGS = Set.of("ends", "oneShort", "openLoop");

    /** The file that a run of this plan would leave. */
    public static PlanFile of(RunPlan plan) {
        return parse(JsonText.line(plan));
    }

    /** @throws RuntimeException where it is no JSON or no plan */
    static PlanFile parse(String text) {
        JsonNode plan = PlanNames.current(JSON.readTree(text));
        Map<String, String> load = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> setting : plan.required("load").properties()) {
            if (!NO_SETTINGS.contains(setting.getKey())) {
                load.put(setting.getKey(), setting.getValue().toString());
            }
        }
        Map<String, Role> roles = new LinkedHashMap<>();
        for (JsonNode target : plan.required("targets")) {
            roles.put(
                    target.required("name").asString(),
                    Role.valueOf(target.required("role").asString().toUpperCase(Locale.ROOT)));
        }
        return new PlanFile(
                plan.required("name").asString(),
                load,
                Duration.parse(plan.at("/load/connectTimeout").asString()),
                Duration.parse(plan.at("/load/replyTimeout").asString()),
                Duration.parse(plan.at("/load/manners/closeTimeout").asString(ConnectionUse.CLOSE_TIMEOUT.toString())),
                roles);
    }

    /** Settings of the load that are not the same in both, each as {@code workers 5 and 200}. */
    public List<String> differences(PlanFile other) {
        Set<String> names = new LinkedHashSet<>(load.keySet());
        names.addAll(other.load.keySet());
        return names.stream()
                .filter(name -> !setting(name).equals(other.setting(name)))
                .map(name -> name + " " + setting(name) + " and " + other.setting(name))
                .toList();
    }

    /** What a plan of an earlier release does not say was as it is by itself. */
    private String setting(String name) {
        String byItself = switch (name) {
            case "manners" -> JSON.readTree(JsonText.line(ConnectionUse.PLAIN)).toString();
            case "stages" -> "[]";
            default -> "not set";
        };
        return load.getOrDefault(name, byItself);
    }
}
