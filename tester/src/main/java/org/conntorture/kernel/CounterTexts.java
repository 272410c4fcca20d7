package org.conntorture.kernel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The forms in which the kernel writes counters, for {@link Counters}. What does not keep to its form is left out: a
 * table whose columns do not fit its names as a whole, as there is no telling which name has lost its number.
 */
final class CounterTexts {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

    /**
     * Columns of nf_conntrack that are no sums of counters: all rows repeat the number of entries, and kernels since
     * about 5.9 write a constant 0 for the others.
     */
    private static final Set<String> NO_CONNTRACK_COUNTERS = Set.of("entries", "new", "ignore", "delete");

    private CounterTexts() {}

    /** snmp and netstat: a line of names above a line of values, both beginning with the protocol. */
    static Map<String, Long> namesAboveValues(Path file) {
        Map<String, Long> values = new HashMap<>();
        List<String> lines = KernelText.lines(file);
        for (int i = 0; i + 1 < lines.size(); i++) {
            String[] names = KernelText.columns(lines.get(i));
            String[] numbers = KernelText.columns(lines.get(i + 1));
            if (areNames(names) && names.length == numbers.length && names[0].equals(numbers[0])) {
                String protocol = names[0].substring(0, names[0].length() - 1);
                for (int column = 1; column < names.length; column++) {
                    put(values, protocol + names[column], Digits.decimal(numbers[column]));
                }
            }
        }
        return values;
    }

    private static boolean areNames(String[] columns) {
        return columns[0].endsWith(":")
                && columns.length > 1
                && Arrays.stream(columns, 1, columns.length)
                        .allMatch(name -> NAME.matcher(name).matches());
    }

    /** snmp6: a name and its value on each line. */
    static Map<String, Long> nameBesideValue(Path file) {
        Map<String, Long> values = new HashMap<>();
        for (String line : KernelText.lines(file)) {
            String[] columns = KernelText.columns(line);
            if (columns.length == 2 && NAME.matcher(columns[0]).matches()) {
                put(values, columns[0], Digits.decimal(columns[1]));
            }
        }
        return values;
    }

    /** softnet_stat: a row for each processor, without names; kernels add columns at the end. */
    static Map<String, Long> softnet(Path file) {
        long dropped = 0;
        long squeezed = 0;
        List<String> lines = KernelText.lines(file);
        for (String line : lines) {
            long[] row = words(KernelText.columns(line));
            if (row.length < 3) {
                return Map.of();
            }
            dropped += row[1];
            squeezed += row[2];
        }
        return lines.isEmpty() ? Map.of() : Map.of("SoftnetDropped", dropped, "SoftnetTimeSqueeze", squeezed);
    }

    /**
     * netfilter/nfnetlink_queue: a row for each queue that a program has, without names; the sixth column is what found the
     * queue full, the seventh what found the program's socket full (nfnetlink_queue.c, seq_show). Root's alone.
     */
    static Map<String, Long> nfqueue(Path file) {
        if (!Files.isReadable(file)) {
            return Map.of();
        }
        long dropped = 0;
        for (String line : KernelText.lines(file)) {
            String[] row = KernelText.columns(line);
            OptionalLong full = row.length > 6 ? Digits.decimal(row[5]) : OptionalLong.empty();
            OptionalLong unsent = row.length > 6 ? Digits.decimal(row[6]) : OptionalLong.empty();
            if (full.isEmpty() || unsent.isEmpty()) {
                return Map.of();
            }
            dropped += full.getAsLong() + unsent.getAsLong();
        }
        return Map.of("NfqueueDropped", dropped);
    }

    /** stat/nf_conntrack: names above a row for each processor. */
    static Map<String, Long> conntrack(Path file) {
        List<String> lines = KernelText.lines(file);
        if (lines.size() < 2) {
            return Map.of();
        }
        String[] names = KernelText.columns(lines.get(0));
        Map<String, Long> sums = new HashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            long[] row = words(KernelText.columns(line));
            if (row.length != names.length) {
                return Map.of();
            }
            for (int column = 0; column < names.length; column++) {
                sums.merge(names[column], row[column], Long::sum);
            }
        }
        Map<String, Long> values = new HashMap<>();
        sums.forEach((name, sum) -> {
            if (NAME.matcher(name).matches() && !NO_CONNTRACK_COUNTERS.contains(name)) {
                values.put("Conntrack" + capitalised(name), sum);
            }
        });
        return values;
    }

    /** dev: two lines of names, of which the second has those of receiving between bars, above a row an interface. */
    static Map<String, Long> interfaces(Path file) {
        List<String> lines = KernelText.lines(file);
        if (lines.size() < 3) {
            return Map.of();
        }
        String[] parts = lines.get(1).split("\\|");
        List<String> names = parts.length == 3 ? List.of(KernelText.columns(parts[1])) : List.of();
        int drop = names.indexOf("drop");
        int width = names.size() + KernelText.columns(parts[parts.length - 1]).length;
        Map<String, Long> values = new HashMap<>();
        for (String line : lines.subList(2, lines.size())) {
            int colon = line.lastIndexOf(':');
            String[] numbers = KernelText.columns(line.substring(colon + 1));
            OptionalLong dropped = drop < 0 || colon < 0 || numbers.length != width
                    ? OptionalLong.empty()
                    : Digits.decimal(numbers[drop]);
            if (dropped.isEmpty()) {
                return Map.of();
            }
            values.merge("InterfaceRxDropped", dropped.getAsLong(), Long::sum);
            if (line.substring(0, colon).strip().equals("lo")) {
                values.put("LoopbackRxDropped", dropped.getAsLong());
            }
        }
        return values;
    }

    /** None where one of them is no word. */
    private static long[] words(String[] columns) {
        OptionalLong[] words = Arrays.stream(columns).map(Digits::word).toArray(OptionalLong[]::new);
        return Arrays.stream(words).allMatch(OptionalLong::isPresent)
                ? Arrays.stream(words).mapToLong(OptionalLong::getAsLong).toArray()
                : new long[0];
    }

    /** {@code InsertFailed} of {@code insert_failed}. */
    private static String capitalised(String name) {
        StringBuilder words = new StringBuilder();
        for (String word : name.split("_")) {
            if (!word.isEmpty()) {
                words.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
            }
        }
        return words.toString();
    }

    private static void put(Map<String, Long> values, String name, OptionalLong value) {
        value.ifPresent(number -> values.put(name, number));
    }
}
