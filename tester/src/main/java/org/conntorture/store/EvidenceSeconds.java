package org.conntorture.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads {@code evidence.jsonl}, what the host said in each second under load. Any thread. */
public final class EvidenceSeconds {
    public static final String NAME = "evidence.jsonl";
    private static final JsonFactory JSON = new JsonFactory();

    private EvidenceSeconds() {}

    /**
     * One second of one target.
     *
     * @param time when it ended
     * @param moved kernel counters that did, by the kernel's name, and by how much
     * @param acceptQueues connections that wait at each listener
     */
    public record Second(String target, Instant time, Map<String, Long> moved, List<Long> acceptQueues) {}

    /** Takes them in the order of the file. */
    public interface Taker {
        void take(Second second);
    }

    /** CUT where a line is broken, as the last one of a run that was killed may be; it is left out. */
    static Extent readIn(Path directory, Taker taker) throws IOException {
        Path file = directory.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            return Extent.MISSING;
        }
        Extent extent = Extent.WHOLE;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                try {
                    taker.take(parse(line));
                } catch (RuntimeException damaged) {
                    extent = Extent.CUT;
                }
            }
        }
        return extent;
    }

    private static Second parse(String line) {
        String target = null;
        Instant time = null;
        Map<String, Long> moved = new LinkedHashMap<>();
        List<Long> queues = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), line)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "target" -> target = parser.getString();
                    case "time" -> time = Instant.parse(parser.getString());
                    case "moved" -> {
                        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                            String counter = parser.currentName();
                            parser.nextToken();
                            moved.put(counter, parser.getLongValue());
                        }
                    }
                    case "acceptQueues" -> {
                        while (parser.nextToken() != JsonToken.END_ARRAY) {
                            queues.add(parser.getLongValue());
                        }
                    }
                    default -> parser.skipChildren();
                }
            }
        }
        if (target == null || time == null) {
            throw new IllegalArgumentException("a line is not a second of a target");
        }
        return new Second(target, time, moved, queues);
    }
}
