package org.conntorture.store;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What settings are called in {@code plan.json}, and were in that of earlier releases. */
final class PlanNames {
    private record Renamed(String parent, String before, String now) {}

    private static final List<Renamed> RENAMED = List.of(
            new Renamed("/load", "eventLoops", "threads"),
            new Renamed("/load/workload/http", "expectedStatus", "status"),
            new Renamed("/load/manners", "exchanges", "requestsPerConnection"));

    private PlanNames() {}

    /** The plan as this release writes it, in its own order; changes {@code plan}. */
    static JsonNode current(JsonNode plan) {
        for (Renamed renamed : RENAMED) {
            if (plan.at(renamed.parent()) instanceof ObjectNode settings && settings.has(renamed.before())) {
                rename(settings, renamed);
            }
        }
        return plan;
    }

    private static void rename(ObjectNode settings, Renamed renamed) {
        ObjectNode before = settings.deepCopy();
        settings.removeAll();
        before.properties()
                .forEach(setting -> settings.set(
                        setting.getKey().equals(renamed.before()) ? renamed.now() : setting.getKey(),
                        setting.getValue()));
    }
}
