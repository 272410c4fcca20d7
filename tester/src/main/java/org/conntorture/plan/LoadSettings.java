package org.conntorture.plan;

import static org.conntorture.plan.Setting.ATTEMPTS;
import static org.conntorture.plan.Setting.DURATION;
import static org.conntorture.plan.Setting.FAILURES;
import static org.conntorture.plan.Setting.HEADERS;
import static org.conntorture.plan.Setting.STAGES;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.conntorture.text.Durations;

/**
 * What is set of a load, each setting by its name; one form for scenario files, the command line and the API. Immutable.
 */
public final class LoadSettings {
    /** Settings that are one choice: who makes it takes none of the other's. */
    private static final List<Set<Setting<?>>> CHOICES = List.of(
            Set.of(ATTEMPTS, DURATION, FAILURES),
            Set.of(Setting.RATE, STAGES),
            Set.of(Setting.INSECURE, Setting.CACERT));

    public static final LoadSettings NONE = builder().build();

    private final Map<Setting<?>, Object> values;

    private LoadSettings(Map<Setting<?>, Object> values) {
        this.values = Map.copyOf(values);
        requireOne(ATTEMPTS);
        requireOne(FAILURES);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** For one thread, which fills it. */
    public static final class Builder {
        private final Map<Setting<?>, Object> values = new LinkedHashMap<>();

        private Builder() {}

        /** @param value null leaves it as it is */
        public <T> Builder set(Setting<T> setting, T value) {
            if (value != null) {
                values.put(setting, value);
            }
            return this;
        }

        /** @throws IllegalArgumentException with one sentence where an end is none */
        public LoadSettings build() {
            return new LoadSettings(values);
        }
    }

    /** Null where it is not set. */
    @SuppressWarnings("unchecked") // a builder takes only what is of the setting's type
    public <T> T get(Setting<T> setting) {
        return (T) values.get(setting);
    }

    /** What is set, or what holds where nobody sets it. */
    public <T> T orStandard(Setting<T> setting) {
        return or(setting, setting.standard());
    }

    public <T> T or(Setting<T> setting, T fallback) {
        return has(setting) ? get(setting) : fallback;
    }

    public boolean has(Setting<?> setting) {
        return values.containsKey(setting);
    }

    public boolean hasEnd() {
        return has(ATTEMPTS) || has(DURATION) || has(FAILURES);
    }

    /** The same with one more. */
    public <T> LoadSettings with(Setting<T> setting, T value) {
        return builder().set(setting, value).build().laidOver(this, Set.of());
    }

    /** These settings, and those of {@code base} where nothing is set; of a choice all or none. Headers are set one by one. */
    public LoadSettings over(LoadSettings base) {
        Set<Setting<?>> chosen = new HashSet<>();
        CHOICES.stream().filter(choice -> choice.stream().anyMatch(this::has)).forEach(chosen::addAll);
        return laidOver(base, chosen);
    }

    /**
     * The same for a run of {@code targets}: several keep {@code base}'s other ends beside one in failures alone, which a
     * clean target never meets.
     */
    public LoadSettings over(LoadSettings base, int targets) {
        boolean endless = targets > 1 && has(FAILURES) && !has(ATTEMPTS) && !has(DURATION);
        LoadSettings merged = over(base);
        return endless ? merged.with(ATTEMPTS, base.get(ATTEMPTS)).with(DURATION, base.get(DURATION)) : merged;
    }

    private LoadSettings laidOver(LoadSettings base, Set<Setting<?>> notOfBase) {
        Map<Setting<?>, Object> merged = new LinkedHashMap<>(base.values);
        merged.keySet().removeAll(notOfBase);
        merged.putAll(values);
        if (has(HEADERS) && base.has(HEADERS)) {
            merged.put(HEADERS, headers(get(HEADERS), base.get(HEADERS)));
        }
        return new LoadSettings(merged);
    }

    /** The name of a header is the same in capitals. */
    private static Map<String, String> headers(Map<String, String> own, Map<String, String> base) {
        Map<String, String> all = new LinkedHashMap<>(base);
        own.forEach((name, value) -> {
            all.keySet().removeIf(name::equalsIgnoreCase);
            all.put(name, value);
        });
        return all;
    }

    /** The same, so that a target's load ends with its last stage, if not before. */
    public LoadSettings endingWithStages(int rounds) {
        Duration staged = stagesDuration();
        if (staged == null) {
            return this;
        }
        Duration whole = staged.multipliedBy(rounds);
        if (has(DURATION) && get(DURATION).compareTo(whole) > 0) {
            throw new IllegalArgumentException("duration " + Durations.inWords(get(DURATION))
                    + " is longer than the stages, which take " + Durations.inWords(whole) + " in " + rounds
                    + (rounds == 1 ? " round" : " rounds"));
        }
        return with(DURATION, or(DURATION, whole));
    }

    /** How long the stages take, or null where there are none or they have no end. */
    public Duration stagesDuration() {
        List<Stage> stages = orStandard(STAGES);
        return stages.isEmpty() || stages.get(stages.size() - 1).isEndless()
                ? null
                : stages.stream().map(Stage::duration).reduce(Duration.ZERO, Duration::plus);
    }

    /** @throws IllegalArgumentException where there is no end */
    public Ends ends() {
        return new Ends(or(ATTEMPTS, 0L), get(DURATION), or(FAILURES, 0L));
    }

    private void requireOne(Setting<Long> end) {
        if (has(end) && get(end) < 1) {
            throw new IllegalArgumentException(end.name() + " must be at least 1, was " + get(end));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LoadSettings settings && values.equals(settings.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
