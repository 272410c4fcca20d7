package org.conntorture.scenario;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The environment of a scenario's commands: its variables, which the command line may replace, then each target's own. */
final class Environment {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    /** Given to every command by whoever starts it. */
    static final List<String> OF_THE_TESTER =
            List.of("HOST", "PORT", "WORK", "PID", "CONTAINER", "COMPOSE", "COMPOSE_FILE", "COMPOSE_PROJECT_NAME");

    private final Map<String, String> variables;

    private Environment(Map<String, String> variables) {
        this.variables = variables;
    }

    static Environment of(Section scenario, Map<String, String> replaced) {
        Map<String, String> variables = new TreeMap<>(checked(scenario, "variables"));
        for (String name : new TreeSet<>(replaced.keySet())) {
            if (!variables.containsKey(name)) {
                throw new IllegalArgumentException("the scenario has no variable '" + name + "'"
                        + (variables.isEmpty() ? ", nor any other" : Spelling.hint(name, variables.keySet())));
            }
        }
        variables.putAll(replaced);
        return new Environment(variables);
    }

    Map<String, String> of(Section target) {
        Map<String, String> merged = new TreeMap<>(variables);
        merged.putAll(checked(target, "env"));
        return merged;
    }

    private static Map<String, String> checked(Section section, String key) {
        Map<String, String> texts = section.namedTexts(key);
        for (String name : texts.keySet()) {
            try {
                own(name);
            } catch (IllegalArgumentException wrong) {
                throw section.place(key).error(key + ": " + wrong.getMessage());
            }
        }
        return texts;
    }

    /** The name itself, where a scenario may set such a variable; IllegalArgumentException where it may not. */
    static String own(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'" + name + "' may have letters, digits and _, and begins with no digit");
        }
        if (OF_THE_TESTER.contains(name)) {
            throw new IllegalArgumentException(name + " is set by the tester; take another name");
        }
        return name;
    }
}
