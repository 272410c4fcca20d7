import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.conntorture.cli.Main;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Prints the completion for fish, which picocli has none for, from the same model. Run as a source file, by the build. */
final class FishCompletion {
    private FishCompletion() {}

    public static void main(String[] arguments) {
        CommandSpec top = new CommandLine(Main.class).getCommandSpec();
        System.out.println("# fish completion of " + top.name() + ", generated from its options");
        options(top, "__fish_use_subcommand");
        top.subcommands().forEach((name, command) -> {
            CommandSpec spec = command.getCommandSpec();
            System.out.println(line(top, "__fish_use_subcommand") + " -f -a " + name
                    + describe(spec.usageMessage().description()));
            options(spec, "__fish_seen_subcommand_from " + name);
        });
    }

    private static void options(CommandSpec spec, String condition) {
        spec.options().stream()
                .filter(option -> !option.hidden())
                .forEach(option -> System.out.println(line(spec.root(), condition) + words(option)));
    }

    private static String line(CommandSpec top, String condition) {
        return "complete -c " + top.name() + " -n " + quoted(condition);
    }

    private static String words(OptionSpec option) {
        String names = Stream.of(option.names())
                .map(name -> name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1))
                .collect(Collectors.joining());
        return names + (option.arity().max() > 0 ? " -r" : "") + candidates(option) + describe(option.description());
    }

    private static String candidates(OptionSpec option) {
        if (option.completionCandidates() == null) {
            return "";
        }
        return " -f -a " + quoted(String.join(" ", option.completionCandidates()).toLowerCase(Locale.ROOT));
    }

    private static String describe(String[] lines) {
        return lines.length == 0 ? "" : " -d " + quoted(String.join(" ", lines).replace("%%", "%"));
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
