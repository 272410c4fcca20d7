package org.conntorture.target;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Environment variables by which a process is known to be of this run, and of which target: children inherit them,
 * daemons too.
 */
record Mark(Map<String, String> environment) {
    static final String RUN = "CONNTORTURE_RUN";
    static final String TARGET = "CONNTORTURE_TARGET";

    /** On no process at all: for a command whose children may stay, because they belong to its target. */
    static final Mark NONE = new Mark(Map.of());

    Mark {
        environment = Map.copyOf(environment);
    }

    static Mark ofRun(String runId) {
        return new Mark(Map.of(RUN, runId));
    }

    Mark withTarget(String name) {
        Map<String, String> both = new LinkedHashMap<>(environment);
        both.put(TARGET, name);
        return new Mark(both);
    }

    /** @param entries {@code NAME=value} of a process */
    boolean isOn(List<String> entries) {
        return !environment.isEmpty()
                && environment.entrySet().stream()
                        .allMatch(variable -> entries.contains(variable.getKey() + "=" + variable.getValue()));
    }
}
