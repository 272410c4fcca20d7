package org.conntorture.selftest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counters of /proc/net/snmp and /proc/net/netstat by their name, such as {@code ListenDrops}. */
record Counters(Map<String, Long> values) {
    Counters {
        values = Map.copyOf(values);
    }

    /** Two lines each: the names, then the numbers, both after {@code Tcp:} or the like. */
    static Counters parse(String text) {
        Map<String, Long> values = new HashMap<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i + 1 < lines.size(); i += 2) {
            String[] names = lines.get(i).split(" ");
            String[] numbers = lines.get(i + 1).split(" ");
            for (int column = 1; column < Math.min(names.length, numbers.length); column++) {
                values.putIfAbsent(names[column], Long.parseLong(numbers[column]));
            }
        }
        return new Counters(values);
    }

    /** What each has grown by since {@code earlier}; a name this kernel does not have is missing. */
    Counters since(Counters earlier) {
        Map<String, Long> grown = new HashMap<>();
        values.forEach((name, value) -> grown.put(name, value - earlier.values.getOrDefault(name, 0L)));
        return new Counters(grown);
    }
}
