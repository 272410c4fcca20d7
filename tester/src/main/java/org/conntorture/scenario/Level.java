package org.conntorture.scenario;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.conntorture.plan.LoadSettings;
import org.conntorture.plan.Setting;

/**
 * The keys of one level of a scenario file: how each is read and what the JSON schema says of it. {@link ScenarioFormat}
 * has them all; the reader checks files against them, and a test makes the schema of them.
 *
 * @param title what messages call the level
 * @param required names of the keys that must be there
 * @param rules what the schema says beside the keys, as JSON
 */
record Level(String title, List<Key> keys, List<String> required, String rules) {

    /** How a key of a section becomes a setting. */
    interface Reading {
        /** For keys that make no setting, which other readers ask for. */
        Reading NONE = (section, settings) -> {};

        void read(Section section, LoadSettings.Builder settings);
    }

    /**
     * @param description for the schema, where a period ends it
     * @param limits what the schema says beside the kind, as JSON
     * @param choices the only texts allowed, or empty
     * @param level of SECTION and SECTIONS, else null
     */
    record Key(
            String name,
            Kind kind,
            String description,
            String limits,
            List<String> choices,
            Level level,
            Reading reading) {
        Key limited(String json) {
            return new Key(name, kind, description, json, choices, level, reading);
        }
    }

    static Level of(String title, Key... keys) {
        return new Level(title, Arrays.asList(keys), List.of(), "{}");
    }

    Level requiring(String... names) {
        return new Level(title, keys, List.of(names), rules);
    }

    Level ruled(String json) {
        return new Level(title, keys, required, json);
    }

    List<String> names() {
        return keys.stream().map(Key::name).toList();
    }

    /** A key that makes no setting. */
    static Key key(String name, Kind kind, String description) {
        return new Key(name, kind, description, "{}", List.of(), null, Reading.NONE);
    }

    static Key choice(String name, Stream<String> choices, String description) {
        return new Key(name, Kind.TEXT, description, "{}", choices.toList(), null, Reading.NONE);
    }

    static Key section(String name, Level level, String description) {
        return new Key(name, Kind.SECTION, description, "{}", List.of(), level, Reading.NONE);
    }

    static Key sections(String name, Level level, String description) {
        return new Key(name, Kind.SECTIONS, description, "{}", List.of(), level, Reading.NONE);
    }

    /** A key that is a setting. */
    static <T> Key setting(Setting<T> setting, Kind kind, BiFunction<Section, String, T> value, String description) {
        return new Key(
                setting.name(),
                kind,
                description + standard(setting.standard()),
                "{}",
                List.of(),
                null,
                reading(setting, value));
    }

    /** A setting that is one of {@code values}. */
    static <T> Key choice(Setting<T> setting, T[] values, Function<T, String> id, String description) {
        List<String> ids = Stream.of(values).map(id).toList();
        BiFunction<Section, String, T> value = (section, key) -> values[ids.indexOf(section.text(key))];
        String described = description + standard(id.apply(setting.standard()));
        return new Key(setting.name(), Kind.TEXT, described, "{}", ids, null, reading(setting, value));
    }

    /** A setting made of a level of its own. */
    static <T> Key section(Setting<T> setting, Level level, Function<Section, T> value, String description) {
        return new Key(
                setting.name(),
                Kind.SECTION,
                description,
                "{}",
                List.of(),
                level,
                reading(setting, (section, key) -> value.apply(section.section(key))));
    }

    /** A level of settings. */
    static Key settings(String name, Level level, String description) {
        return new Key(
                name,
                Kind.SECTION,
                description,
                "{}",
                List.of(),
                level,
                (section, settings) -> section.section(name).readInto(settings));
    }

    /** Durations as they are written in a file. */
    private static String standard(Object value) {
        boolean none = value == null || value instanceof Collection<?> || value instanceof Map<?, ?>;
        String text = value instanceof Duration duration
                ? duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT)
                : String.valueOf(value instanceof Double number ? number.longValue() : value);
        return none ? "" : "; default " + text;
    }

    private static <T> Reading reading(Setting<T> setting, BiFunction<Section, String, T> value) {
        return (section, settings) -> settings.set(setting, value.apply(section, setting.name()));
    }
}
