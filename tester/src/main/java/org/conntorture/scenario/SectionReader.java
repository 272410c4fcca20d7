package org.conntorture.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.conntorture.plan.Quantity;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Checks YAML nodes against a {@link Level} and its levels below, in the order of the file: keys known, given once and
 * complete, each value of its kind. What the values mean is left to the readers of the sections.
 */
final class SectionReader {
    private final String file;

    SectionReader(String file) {
        this.file = file;
    }

    Section read(MappingNode mapping, Level level) {
        Map<String, Section.Entry> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String name = name(tuple, entries);
            Level.Key key = level.keys().stream()
                    .filter(candidate -> candidate.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> place(tuple.getKeyNode())
                            .error("unknown key '" + name + "' in " + level.title()
                                    + Spelling.hint(name, level.names())));
            entries.put(name, entry(key, place(tuple.getKeyNode()), tuple.getValueNode()));
        }
        for (String name : level.required()) {
            if (!entries.containsKey(name)) {
                throw place(mapping).error(level.title() + " needs the key '" + name + "'");
            }
        }
        return new Section(level, place(mapping), entries);
    }

    private Section.Entry entry(Level.Key key, Place place, Node value) {
        return switch (key.kind()) {
            case TEXT -> Section.Entry.text(place, text(key, place, value));
            case FLAG -> Section.Entry.text(place, tagged(key, place, value, Tag.BOOL, "true or false"));
            case NUMBER -> Section.Entry.text(place, tagged(key, place, value, Tag.INT, "a whole number"));
            case COUNT -> Section.Entry.text(place, quantity(key, place, value, Quantity::count));
            case RATE -> Section.Entry.text(place, quantity(key, place, value, Quantity::rate));
            case SIZE -> Section.Entry.text(place, quantity(key, place, value, Quantity::size));
            case DURATION -> Section.Entry.text(place, quantity(key, place, value, Quantity::duration));
            case TEXTS, EXPECTATIONS -> Section.Entry.texts(place, texts(key, place, value));
            case NAMED_TEXTS, ENVIRONMENT -> Section.Entry.named(place, namedTexts(key, place, value));
            case SECTION -> Section.Entry.sections(place, List.of(section(key, place, value)));
            case SECTIONS -> Section.Entry.sections(place, sections(key, place, value));
        };
    }

    private String text(Level.Key key, Place place, Node value) {
        String text = tagged(key, place, value, Tag.STR, "text (in quotes, where it looks like a number)");
        if (!key.choices().isEmpty() && !key.choices().contains(text)) {
            throw place.error(
                    key.name() + " must be one of " + String.join(", ", key.choices()) + ", was '" + text + "'");
        }
        return text;
    }

    private String tagged(Level.Key key, Place place, Node value, Tag tag, String wanted) {
        if (value instanceof ScalarNode scalar && scalar.getTag().equals(tag)) {
            return scalar.getValue();
        }
        throw wrongKind(key, place, wanted, value);
    }

    /** A quantity is read here to see whether it can be, and kept as text. */
    private String quantity(Level.Key key, Place place, Node value, Function<String, Object> parser) {
        String text = scalar(key, place, value, "a single value");
        try {
            parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw place.error(key.name() + ": " + e.getMessage());
        }
        return text;
    }

    private String scalar(Level.Key key, Place place, Node value, String wanted) {
        if (value instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
            return scalar.getValue();
        }
        throw wrongKind(key, place, wanted, value);
    }

    private List<String> texts(Level.Key key, Place place, Node value) {
        if (!(value instanceof SequenceNode sequence)) {
            throw wrongKind(key, place, "a list of texts", value);
        }
        List<String> texts = new ArrayList<>();
        for (Node element : sequence.getValue()) {
            texts.add(tagged(key, place(element), element, Tag.STR, "a list of texts"));
        }
        return texts;
    }

    private Map<String, String> namedTexts(Level.Key key, Place place, Node value) {
        if (!(value instanceof MappingNode mapping)) {
            throw wrongKind(key, place, "a mapping of names to texts", value);
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String name = name(tuple, texts);
            String wanted = "a mapping of names to texts (\"\" for an empty one)";
            texts.put(name, scalar(key, place(tuple.getKeyNode()), tuple.getValueNode(), wanted));
        }
        return texts;
    }

    private List<Section> sections(Level.Key key, Place place, Node value) {
        if (!(value instanceof SequenceNode sequence) || sequence.getValue().isEmpty()) {
            throw wrongKind(key, place, "a list of at least one", value);
        }
        List<Section> sections = new ArrayList<>();
        for (Node element : sequence.getValue()) {
            sections.add(section(key, place(element), element));
        }
        return sections;
    }

    private Section section(Level.Key key, Place place, Node value) {
        if (value instanceof MappingNode mapping) {
            return read(mapping, key.level());
        }
        String wanted = "a mapping with keys such as " + key.level().names().get(0);
        throw wrongKind(key, place, wanted, value);
    }

    private String name(NodeTuple tuple, Map<String, ?> seen) {
        Place place = place(tuple.getKeyNode());
        if (!(tuple.getKeyNode() instanceof ScalarNode scalar)) {
            throw place.error("a key must be a single word");
        }
        if (seen.containsKey(scalar.getValue())) {
            throw place.error("key '" + scalar.getValue() + "' is given twice");
        }
        return scalar.getValue();
    }

    private static ScenarioException wrongKind(Level.Key key, Place place, String wanted, Node value) {
        return place.error(key.name() + " must be " + wanted + ", was " + described(value));
    }

    private static String described(Node value) {
        if (value instanceof ScalarNode scalar) {
            return scalar.getTag().equals(Tag.NULL) ? "nothing" : "'" + scalar.getValue() + "'";
        }
        return value instanceof SequenceNode ? "a list" : "a mapping";
    }

    private Place place(Node node) {
        return Place.of(file, node.getStartMark());
    }
}
