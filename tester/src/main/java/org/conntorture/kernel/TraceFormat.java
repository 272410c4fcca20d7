package org.conntorture.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code format} file of one kernel event: which fields it has, and which number stands for which reason. Both
 * differ from kernel to kernel. Read once by {@link KernelTrace#start}.
 */
record TraceFormat(Set<String> fields, Map<String, Integer> reasons) {
    private static final Pattern FIELD = Pattern.compile("field:[^;]*?(\\w+)(?:\\[\\d*])?;");
    private static final Pattern REASONS = Pattern.compile("__print_symbolic\\(REC->reason, ([^)]*)\\)");
    private static final Pattern REASON = Pattern.compile("\\{ (\\d+), \"(\\w+)\" }");

    /** Nothing where this kernel does not have the event. */
    static Optional<TraceFormat> read(Path event) {
        try {
            return Optional.of(parse(Files.readString(event.resolve("format"))));
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    static TraceFormat parse(String text) {
        Set<String> fields = new HashSet<>();
        FIELD.matcher(text).results().forEach(field -> fields.add(field.group(1)));
        Map<String, Integer> reasons = new HashMap<>();
        Matcher list = REASONS.matcher(text);
        if (list.find()) {
            REASON.matcher(list.group(1))
                    .results()
                    .forEach(reason -> reasons.put(reason.group(2), Integer.valueOf(reason.group(1))));
        }
        return new TraceFormat(Set.copyOf(fields), Map.copyOf(reasons));
    }

    boolean has(String field) {
        return fields.contains(field);
    }

    OptionalInt reason(String name) {
        Integer number = reasons.get(name);
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }
}
