package org.conntorture.plan;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * An address under load.
 *
 * @param name letters, digits, dot, dash and underscore: it names files and histogram tags
 * @param optional a missing tool skips it and leaves the verdict alone
 * @param requires tools that must be on the PATH, each with the package that has it
 * @param undisturbed the target that is the same but for the disturbance, or null
 * @param disturbance what is done to it under load, or null
 */
public record Target(
        String name,
        Role role,
        Origin origin,
        boolean optional,
        Map<String, String> requires,
        String undisturbed,
        Disturbance disturbance) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    public Target {
        requires = Map.copyOf(requires);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "target name '" + name
                            + "' may have 1 to 64 letters, digits, dots, dashes and underscores, and begins with a letter or digit");
        }
        if (disturbance != null && origin instanceof Origin.Address) {
            throw new IllegalArgumentException(
                    "target '" + name + "' is an address: only targets the tester starts can be disturbed");
        }
    }
}
