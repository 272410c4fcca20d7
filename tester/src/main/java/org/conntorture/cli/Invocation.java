package org.conntorture.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The command line of a run as a person would type it to see the same again. */
final class Invocation {
    /** Where results go is the next one's own business. */
    private static final Set<String> LEFT_OUT = Set.of("--output", "--report", "--quiet");

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private Invocation() {}

    static String text(ParseResult parsed) {
        List<String> words =
                new ArrayList<>(List.of("./conntorture", parsed.commandSpec().name()));
        for (ArgSpec positional : parsed.matchedPositionals()) {
            positional.originalStringValues().forEach(value -> words.add(quoted(value)));
        }
        // One given twice is matched twice, each time with all its values.
        Set<OptionSpec> options = parsed.matchedOptionsSet().stream().collect(Collectors.toSet());
        for (OptionSpec option : parsed.commandSpec().options()) {
            if (options.contains(option) && !LEFT_OUT.contains(option.longestName())) {
                add(words, option);
            }
        }
        return String.join(" ", words);
    }

    private static void add(List<String> words, OptionSpec option) {
        if (option.arity().max() == 0) {
            words.add(option.longestName());
            return;
        }
        for (String value : option.originalStringValues()) {
            words.add(option.longestName());
            words.add(quoted(value));
        }
    }

    /** For a POSIX shell. */
    static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
