package org.conntorture.scenario;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.conntorture.plan.LoadSettings;
import org.conntorture.plan.Quantity;
import org.conntorture.text.Counts;

/**
 * One mapping of a scenario file after {@link SectionReader} checked its shape, so that a value asked for by the type of
 * its key can be had. A key that is not there is null, or empty for lists and mappings.
 */
final class Section {

    /** Value of a key, in the one form its kind has. */
    record Entry(Place place, String text, List<String> texts, Map<String, String> namedTexts, List<Section> sections) {
        static Entry text(Place place, String text) {
            return new Entry(place, text, List.of(), Map.of(), List.of());
        }

        static Entry texts(Place place, List<String> texts) {
            return new Entry(place, null, texts, Map.of(), List.of());
        }

        static Entry named(Place place, Map<String, String> namedTexts) {
            return new Entry(place, null, List.of(), namedTexts, List.of());
        }

        static Entry sections(Place place, List<Section> sections) {
            return new Entry(place, null, List.of(), Map.of(), sections);
        }
    }

    private final Level level;
    private final Place start;
    private final Map<String, Entry> entries;

    Section(Level level, Place start, Map<String, Entry> entries) {
        this.level = level;
        this.start = start;
        this.entries = entries;
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    /** Of the key, or of the section where the key is not there. */
    Place place(String key) {
        return has(key) ? entries.get(key).place() : start;
    }

    /** Sets what the keys given here say, and those of the levels below. */
    void readInto(LoadSettings.Builder settings) {
        for (Level.Key key : level.keys()) {
            if (has(key.name())) {
                check(key.name(), () -> key.reading().read(this, settings));
            }
        }
    }

    /** Those given, in the order of the file. */
    List<String> keys() {
        return List.copyOf(entries.keySet());
    }

    String text(String key) {
        return has(key) ? entries.get(key).text() : null;
    }

    String text(String key, String fallback) {
        return has(key) ? text(key) : fallback;
    }

    boolean flag(String key) {
        return Boolean.parseBoolean(text(key));
    }

    Long count(String key) {
        return has(key) ? Quantity.count(text(key)) : null;
    }

    /** A count or number that must fit an int, as all but the number of attempts must. */
    Integer number(String key) {
        if (!has(key)) {
            return null;
        }
        return build(key, () -> {
            long number = Quantity.count(text(key));
            if (number > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(key + " " + Counts.of(number) + " is too large");
            }
            return (int) number;
        });
    }

    int number(String key, int fallback) {
        return has(key) ? number(key) : fallback;
    }

    Double rate(String key) {
        return has(key) ? Quantity.rate(text(key)) : null;
    }

    Duration duration(String key) {
        return has(key) ? Quantity.duration(text(key)) : null;
    }

    Duration duration(String key, Duration fallback) {
        return has(key) ? duration(key) : fallback;
    }

    /** Of a file, relative to the scenario's own. */
    Path path(String key) {
        return start.directory().resolve(text(key)).normalize();
    }

    List<String> texts(String key) {
        return has(key) ? entries.get(key).texts() : List.of();
    }

    Map<String, String> namedTexts(String key) {
        return has(key) ? entries.get(key).namedTexts() : Map.of();
    }

    Section section(String key) {
        return has(key) ? entries.get(key).sections().get(0) : null;
    }

    List<Section> sections(String key) {
        return has(key) ? entries.get(key).sections() : List.of();
    }

    /** Runs {@code maker}, and says that it was about {@code key} if it refuses a value. */
    <T> T build(String key, Supplier<T> maker) {
        try {
            return maker.get();
        } catch (ScenarioException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw place(key).error(e.getMessage());
        }
    }

    /** As above, where there is nothing to make. */
    void check(String key, Runnable check) {
        build(key, () -> {
            check.run();
            return key;
        });
    }

    /** As above, for a value of several keys: sentences of the plan begin with the name of what is wrong. */
    <T> T build(Supplier<T> maker) {
        try {
            return maker.get();
        } catch (ScenarioException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw place(subject(e.getMessage())).error(e.getMessage());
        }
    }

    private String subject(String sentence) {
        String words = sentence.startsWith(level.title() + " ")
                ? sentence.substring(level.title().length() + 1)
                : sentence;
        return entries.keySet().stream()
                .filter(key -> words.startsWith(key.replace('-', ' ') + " "))
                .max(Comparator.comparingInt(String::length))
                .orElse("");
    }
}
