package org.conntorture.selftest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.conntorture.diagnosis.CauseId;

/** All cases, in the order in which they are run. */
final class Recipes {
    /** What no case provokes, with the reason. */
    static final Map<String, String> NOT_PROVOKED = new TreeMap<>(Map.of(
            CauseId.TW_RECYCLE.id(), "Linux 4.12 and later have no tcp_tw_recycle",
            CauseId.TESTER_STALLED.id(), "a tester that was stopped fails no attempt: a healthy case checks that",
            CauseId.UNEXPLAINED.id(), "it is what is said where nothing fits"));

    /** Those of servers whose fault shows at the client's end, so that they are named of a host that nobody sees too. */
    private static final Set<String> ALSO_BEYOND = Set.of(
            "connection-limit",
            "connection-limit-words",
            "refused-by-server",
            "request-limit-503",
            "workers-busy",
            "half-close-lost",
            "keepalive-race");

    private Recipes() {}

    static List<Recipe> all() {
        List<Recipe> all = new ArrayList<>();
        all.addAll(ListenerRecipes.ALL);
        all.addAll(PathRecipes.ALL);
        all.addAll(ServerRecipes.ALL);
        ServerRecipes.ALL.stream()
                .filter(recipe -> ALSO_BEYOND.contains(recipe.name()))
                .flatMap(recipe -> recipe.beyond().stream())
                .forEach(all::add);
        all.addAll(TesterRecipes.ALL);
        all.addAll(PairRecipes.ALL);
        all.addAll(HealthyRecipes.ALL);
        return all;
    }

    /** Those whose name begins with one of {@code names}, or all where there are none. */
    static List<Recipe> named(List<String> names) {
        for (String name : names) {
            if (all().stream().noneMatch(recipe -> recipe.name().startsWith(name))) {
                throw new IllegalArgumentException("no case is called '" + name + "': --list shows them");
            }
        }
        return all().stream()
                .filter(recipe -> names.isEmpty() || names.stream().anyMatch(recipe.name()::startsWith))
                .toList();
    }
}
