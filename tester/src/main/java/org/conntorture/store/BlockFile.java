package org.conntorture.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;
import org.conntorture.result.Begun;
import org.conntorture.result.Block;
import org.conntorture.result.FailureCount;
import org.conntorture.result.Hiccup;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** {@code blocks.jsonl}, read token by token: a thousand shards have millions of lines. Any thread. */
public final class BlockFile {
    public static final String NAME = "blocks.jsonl";

    private static final JsonFactory JSON = new JsonFactory();

    private BlockFile() {}

    /**
     * Hands on each block with the name of its target.
     *
     * @return CUT where the file ends in half a line
     * @throws DamagedFileException where any other line is broken
     */
    public static Extent read(Path file, BiConsumer<String, Block> blocks) throws IOException {
        List<Line> whole = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), Files.readAllBytes(file))) {
            while (parser.nextToken() != null) {
                Line line = new Line();
                line.read(parser);
                whole.add(line);
            }
        } catch (JacksonException | IllegalArgumentException broken) {
            return readByLines(file, blocks);
        }
        whole.forEach(line -> blocks.accept(line.target, line.block()));
        return Extent.WHOLE;
    }

    /** Slowly, to tell half a line at the end from any other that is broken. */
    private static Extent readByLines(Path file, BiConsumer<String, Block> blocks) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            String line = lines.readLine();
            int number = 1;
            while (line != null) {
                String next = lines.readLine();
                try {
                    Line read = parse(line);
                    blocks.accept(read.target, read.block());
                } catch (JacksonException | IllegalArgumentException broken) {
                    if (next != null) {
                        throw new DamagedFileException(file, number, broken.getMessage(), broken);
                    }
                    return Extent.CUT;
                }
                line = next;
                number++;
            }
        }
        return Extent.WHOLE;
    }

    /** A line of the file, without its end. */
    public static String line(String target, Block block) {
        return JsonText.line(new TargetBlock(target, block));
    }

    private record TargetBlock(String target, Block block) {}

    private static Line parse(String text) {
        Line line = new Line();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            parser.nextToken();
            line.read(parser);
        }
        return line;
    }

    /** As it grows field by field; what it does not know it skips. */
    private static final class Line {
        private String target;
        private Integer round;
        private long startNs;
        private long durationNs;
        private long attempts;
        private List<FailureCount> failures = List.of();
        private int disturbances;
        private boolean drain;
        private Begun begun;
        private List<Hiccup> hiccups = List.of();

        void read(JsonParser parser) {
            require(parser.currentToken() == JsonToken.START_OBJECT);
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "target" -> target = parser.getString();
                    case "block" -> readBlock(parser);
                    default -> parser.skipChildren();
                }
            }
            require(target != null && round != null);
        }

        private void readBlock(JsonParser parser) {
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "round" -> round = parser.getIntValue();
                    case "startNs" -> startNs = parser.getLongValue();
                    case "durationNs" -> durationNs = parser.getLongValue();
                    case "attempts" -> attempts = parser.getLongValue();
                    case "failures" -> failures = failures(parser);
                    case "disturbances" -> disturbances = parser.getIntValue();
                    case "drain" -> drain = parser.getBooleanValue();
                    case "begun" -> begun = begun(parser);
                    case "hiccups" -> hiccups = hiccups(parser);
                    default -> parser.skipChildren();
                }
            }
        }

        private static Begun begun(JsonParser parser) {
            if (parser.currentToken() == JsonToken.VALUE_NULL) {
                return null;
            }
            long firstNs = 0;
            long lastNs = 0;
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "firstNs" -> firstNs = parser.getLongValue();
                    case "lastNs" -> lastNs = parser.getLongValue();
                    default -> parser.skipChildren();
                }
            }
            return new Begun(firstNs, lastNs);
        }

        private static List<Hiccup> hiccups(JsonParser parser) {
            List<Hiccup> hiccups = new ArrayList<>();
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                long startNs = 0;
                long durationNs = 0;
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    switch (name) {
                        case "startNs" -> startNs = parser.getLongValue();
                        case "durationNs" -> durationNs = parser.getLongValue();
                        default -> parser.skipChildren();
                    }
                }
                hiccups.add(new Hiccup(startNs, durationNs));
            }
            return hiccups;
        }

        private static List<FailureCount> failures(JsonParser parser) {
            List<FailureCount> failures = new ArrayList<>();
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                FailureKind kind = null;
                Phase phase = null;
                int errno = 0;
                long count = 0;
                Boolean doubtful = null;
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    switch (name) {
                        case "kind" -> kind = FailureKind.ofId(parser.getString());
                        case "phase" -> phase = Phase.ofId(parser.getString());
                        case "errno" -> errno = parser.getIntValue();
                        case "count" -> count = parser.getLongValue();
                        case "doubtful" ->
                            doubtful = parser.currentToken() == JsonToken.VALUE_NULL ? null : parser.getBooleanValue();
                        default -> parser.skipChildren();
                    }
                }
                require(kind != null && phase != null);
                failures.add(new FailureCount(kind, phase, errno, count, doubtful));
            }
            return failures;
        }

        private static void require(boolean holds) {
            if (!holds) {
                throw new IllegalArgumentException("a line is not a block of a target");
            }
        }

        Block block() {
            return new Block(round, startNs, durationNs, attempts, failures, disturbances, drain, begun, hiccups);
        }
    }
}
