package org.conntorture.target;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Where a target's commands run: their directory, and variables on top of the tester's own environment. */
record Surroundings(Path directory, Map<String, String> environment) {
    Surroundings {
        environment = Map.copyOf(environment);
    }

    Surroundings with(String name, String value) {
        return with(Map.of(name, value));
    }

    Surroundings with(Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(variables);
        return new Surroundings(directory, all);
    }
}
