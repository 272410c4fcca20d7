package org.conntorture.cli;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.conntorture.conclusion.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** Entry point: reads the command line, runs the command, exits with its code. */
@Command(
        name = "conntorture",
        resourceBundle = "org.conntorture.cli.HelpTexts",
        description = "Opens, uses and closes TCP connections in a loop and says who drops them.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionText.class,
        subcommands = {
            RunCommand.class,
            MergeCommand.class,
            WatchCommand.class,
            ReportCommand.class,
            DiffCommand.class,
            ServeCommand.class,
            ExplainCommand.class,
            DoctorCommand.class,
            SelftestCommand.class,
            CommandLine.HelpCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:PASS: every subject is clean",
            " 1:error of the tester",
            " 2:wrong usage or scenario",
            " 3:FAIL: a subject drops connections",
            " 4:INCONCLUSIVE: the measurement does not tell",
            "129, 130, 143:interrupted by SIGHUP, SIGINT (or q) or SIGTERM; results are written"
        })
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        int exitCode;
        try {
            exitCode = commandLine().execute(arguments);
        } catch (OutOfMemoryError full) {
            System.err.println("conntorture: " + full.getMessage() + ": "
                    + Runtime.getRuntime().maxMemory() / 1_048_576
                    + " MB are too few for this; give more, as with CONNTORTURE_JAVA_OPTIONS=-Xmx2g");
            exitCode = ExitCode.TOOL_ERROR;
        }
        System.exit(exitCode);
    }

    /** For commands that use Netty, before they do; the others start without its classes. */
    static void quietenNetty() {
        // Netty tells what it could not load; what was chosen instead is in the plan.
        InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
        Logger.getLogger("io.netty").setLevel(Level.SEVERE);
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        // Its events for JFR are declared as the first buffer is taken, before the first connection.
        System.setProperty("io.netty.jfr.enabled", "false");
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Main());
        // What follows a server kind are the server's own options.
        commandLine.getSubcommands().get("serve").setStopAtPositional(true);
        return commandLine
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(Main::wrongUsage)
                .setExecutionExceptionHandler(Main::failed);
    }

    private static int wrongUsage(ParameterException wrong, String[] arguments) {
        return say(wrong.getCommandLine(), wrong.getMessage(), ExitCode.USAGE);
    }

    /** What no command foresaw; the stack is for whoever mends it. */
    private static int failed(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        if (failure instanceof IllegalArgumentException wrong) {
            return say(command, wrong.getMessage(), ExitCode.USAGE);
        }
        if (failure instanceof IOException disk) {
            return say(
                    command,
                    "a file cannot be read or written (" + disk.getMessage() + "): is there room, and may you?",
                    ExitCode.TOOL_ERROR);
        }
        failure.printStackTrace(command.getErr());
        return say(command, "this is an error of conntorture: " + failure, ExitCode.TOOL_ERROR);
    }

    private static int say(CommandLine command, String sentence, int exitCode) {
        command.getErr().println("conntorture: " + sentence);
        if (exitCode == ExitCode.USAGE) {
            command.getErr().println("'" + command.getCommandSpec().qualifiedName() + " --help' lists the options");
        }
        command.getErr().flush();
        return exitCode;
    }

    /** Version, runtime and host, as a bug report wants them. */
    static final class VersionText implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "conntorture " + org.conntorture.run.Version.TEXT,
                "Java " + Runtime.version() + ", " + System.getProperty("os.name") + " "
                        + System.getProperty("os.version") + " " + System.getProperty("os.arch")
            };
        }
    }
}
