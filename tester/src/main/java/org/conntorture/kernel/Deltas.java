package org.conntorture.kernel;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** How far counters moved, by name; a name that is missing is unknown, which is not the same as 0. */
public record Deltas(Map<String, Long> values) {
    public static final Deltas UNKNOWN = new Deltas(Map.of());

    public Deltas {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    public OptionalLong of(String name) {
        Long value = values.get(name);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** Of two stretches of time; what is known of one of them alone is taken as it is. */
    public Deltas plus(Deltas other) {
        Map<String, Long> sums = new TreeMap<>(values);
        other.values.forEach((name, value) -> sums.merge(name, value, Long::sum));
        return new Deltas(sums);
    }

    /** Those that did move, sorted by name. */
    public Map<String, Long> moved() {
        Map<String, Long> moved = new TreeMap<>(values);
        moved.values().removeIf(value -> value == 0);
        return Collections.unmodifiableMap(moved);
    }
}
