package org.conntorture.selftest;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The words of a {@link FaultServer} or {@link FaultClient}: a kind, then options with a value each. */
record FaultOptions(String kind, Map<String, String> values) {
    private static final String HOST = "127.0.0.1";
    private static final int PORT = 8085;

    FaultOptions {
        values = Map.copyOf(values);
    }

    static FaultOptions parse(String... words) {
        if (words.length % 2 == 0) {
            throw new IllegalArgumentException("a kind and options with a value each, was " + Arrays.toString(words));
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 1; i < words.length; i += 2) {
            if (!words[i].startsWith("--")) {
                throw new IllegalArgumentException("an option begins with two dashes, was " + words[i]);
            }
            values.put(words[i].substring(2), words[i + 1]);
        }
        return new FaultOptions(words[0], values);
    }

    int number(String name, int otherwise) {
        return values.containsKey(name) ? Integer.parseInt(values.get(name)) : otherwise;
    }

    /** Whole numbers with commas between them. */
    List<Integer> numbers(String name) {
        return Arrays.stream(values.getOrDefault(name, "").split(","))
                .filter(text -> !text.isEmpty())
                .map(Integer::valueOf)
                .toList();
    }

    InetSocketAddress address() {
        return new InetSocketAddress(values.getOrDefault("host", HOST), number("port", PORT));
    }

    boolean hasSource() {
        return values.containsKey("source");
    }

    InetSocketAddress source(int port) {
        return new InetSocketAddress(values.getOrDefault("source", HOST), port);
    }

    /** The file whose appearance tells the recipe to go on. */
    Path ready() {
        return Path.of(values.get("ready"));
    }
}
