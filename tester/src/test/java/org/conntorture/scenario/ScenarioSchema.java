package org.conntorture.scenario;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON schema that follows from the format the reader goes by. */
final class ScenarioSchema {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final int LINE_WIDTH = 120;

    private ScenarioSchema() {}

    static String text() {
        ObjectNode schema = MAPPER.createObjectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "conntorture scenario");
        schema.put("description", "Targets that take the same load in turn, and are compared.");
        schema.setAll(object(ScenarioFormat.SCENARIO));
        schema.set("$defs", definitions());
        return lines(schema, 0, 0) + "\n";
    }

    private static ObjectNode definitions() {
        ObjectNode definitions = MAPPER.createObjectNode();
        for (Kind kind : Kind.values()) {
            if (!kind.definition().isEmpty()) {
                definitions.set(kind.definition(), json(kind.schema()));
            }
        }
        strings(definitions.putObject("testers").putArray("enum"), Environment.OF_THE_TESTER.stream());
        return definitions;
    }

    private static ObjectNode object(Level level) {
        ObjectNode object = MAPPER.createObjectNode();
        object.put("type", "object").put("additionalProperties", false);
        if (!level.required().isEmpty()) {
            strings(object.putArray("required"), level.required().stream());
        }
        ObjectNode properties = object.putObject("properties");
        level.keys().forEach(key -> properties.set(key.name(), property(key)));
        object.setAll(json(level.rules()));
        return object;
    }

    private static ObjectNode property(Level.Key key) {
        ObjectNode property = MAPPER.createObjectNode();
        if (!key.kind().definition().isEmpty()) {
            property.put("$ref", "#/$defs/" + key.kind().definition());
        }
        property.put("description", key.description() + ".");
        if (!key.choices().isEmpty()) {
            strings(property.putArray("enum"), key.choices().stream());
        } else if (key.kind().definition().isEmpty()) {
            property.setAll(json(key.kind().schema()));
        }
        if (key.kind() == Kind.SECTION) {
            property.setAll(object(key.level()));
        } else if (key.kind() == Kind.SECTIONS) {
            property.set("items", object(key.level()));
        }
        property.setAll(json(key.limits()));
        return property;
    }

    private static void strings(ArrayNode array, Stream<String> values) {
        values.forEach(array::add);
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) MAPPER.readTree(text);
    }

    /** In one line where there is room, else its elements each in their own. */
    private static String lines(JsonNode node, int indent, int before) {
        String line = line(node);
        if (!node.isContainer() || before + line.length() <= LINE_WIDTH) {
            return line;
        }
        String start = "\n" + " ".repeat(indent + 2);
        String end = "\n" + " ".repeat(indent);
        if (node.isArray()) {
            StringJoiner array = new StringJoiner("," + start, "[" + start, end + "]");
            node.forEach(element -> array.add(lines(element, indent + 2, indent + 3)));
            return array.toString();
        }
        StringJoiner object = new StringJoiner("," + start, "{" + start, end + "}");
        named(node).forEach((name, value) -> object.add(name + lines(value, indent + 2, indent + 3 + name.length())));
        return object.toString();
    }

    private static String line(JsonNode node) {
        if (node.isArray()) {
            StringJoiner array = new StringJoiner(", ", "[", "]");
            node.forEach(element -> array.add(line(element)));
            return array.toString();
        }
        if (node.isObject()) {
            StringJoiner object = new StringJoiner(", ", "{", "}");
            named(node).forEach((name, value) -> object.add(name + line(value)));
            return object.toString();
        }
        return node.toString();
    }

    private static Map<String, JsonNode> named(JsonNode object) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        object.properties()
                .forEach(property ->
                        values.put(MAPPER.writeValueAsString(property.getKey()) + ": ", property.getValue()));
        return values;
    }
}
