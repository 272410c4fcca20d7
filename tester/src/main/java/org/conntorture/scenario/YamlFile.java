package org.conntorture.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Turns a file into the nodes of its one YAML document, whatever the file may be. */
final class YamlFile {
    private static final int MOST_BYTES = 1_000_000;
    /** A scenario needs 4; the library recurses once per level. */
    private static final int MOST_LEVELS = 20;
    /** Aliases of aliases multiply; a scenario shares a few texts. */
    private static final int MOST_ALIASES = 100;

    private final String name;
    private final LoadSettings settings;

    private YamlFile(String name) {
        this.name = name;
        this.settings = LoadSettings.builder()
                .setLabel(name)
                .setSchema(new CoreSchema())
                .setMaxAliasesForCollections(MOST_ALIASES)
                .build();
    }

    /** The top mapping of {@code path}; ScenarioException where there is none. */
    static MappingNode read(Path path) {
        return new YamlFile(path.toString()).root(text(path));
    }

    private static String text(Path path) {
        if (Files.isDirectory(path)) {
            throw new ScenarioException(path + ": is a directory, not a scenario file");
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new ScenarioException(path + ": is larger than 1 MB, which no scenario file is");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ScenarioException(path + ": is not UTF-8 text");
        } catch (NoSuchFileException e) {
            throw new ScenarioException(path + ": there is no such file");
        } catch (AccessDeniedException e) {
            throw new ScenarioException(path + ": may not be read by this user");
        } catch (IOException e) {
            throw new ScenarioException(path + ": cannot be read: " + e.getMessage());
        }
    }

    private MappingNode root(String text) {
        List<Node> documents = new ArrayList<>();
        try {
            requireShallow(text);
            new Compose(settings).composeAllFromString(text).forEach(documents::add);
        } catch (MarkedYamlEngineException e) {
            Place place = Place.of(name, e.getProblemMark().or(e::getContextMark));
            throw place.error("this is not YAML: " + e.getProblem());
        } catch (ReaderException e) {
            String character = String.format("U+%04X", e.getCodePoint());
            throw placeOf(text, e.getPosition()).error("this is not YAML: it has the control character " + character);
        } catch (YamlEngineException e) {
            throw start().error("this is not YAML that can be read: " + e.getMessage());
        }
        return only(documents);
    }

    private MappingNode only(List<Node> documents) {
        if (documents.isEmpty()) {
            throw start().error("the file is empty; a scenario needs at least name, ends and targets");
        }
        if (documents.size() > 1) {
            throw Place.of(name, documents.get(1).getStartMark())
                    .error("a second YAML document begins here; a file holds one scenario");
        }
        if (documents.get(0) instanceof MappingNode mapping) {
            return mapping;
        }
        throw Place.of(name, documents.get(0).getStartMark()).error("a scenario is a mapping, beginning with 'name: '");
    }

    /** Looks at the flat stream of events first, which costs neither stack nor memory. */
    private void requireShallow(String text) {
        int level = 0;
        int aliases = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> level++;
                case MappingEnd, SequenceEnd -> level--;
                case Alias -> aliases++;
                default -> {}
            }
            if (level > MOST_LEVELS) {
                throw place(event).error("more than " + MOST_LEVELS + " levels, which no scenario has");
            }
            if (aliases > MOST_ALIASES) {
                throw place(event).error("more than " + MOST_ALIASES + " aliases (*name); write the values out");
            }
        }
    }

    private Place place(Event event) {
        return Place.of(name, event.getStartMark());
    }

    private Place start() {
        return Place.of(name, Optional.empty());
    }

    private Place placeOf(String text, int position) {
        String before = text.substring(0, text.offsetByCodePoints(0, position));
        int lineBreaks = (int) before.chars().filter(c -> c == '\n').count();
        return new Place(name, lineBreaks + 1, before.length() - before.lastIndexOf('\n'));
    }
}
