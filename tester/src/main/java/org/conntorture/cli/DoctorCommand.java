package org.conntorture.cli;

import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.conntorture.conclusion.ExitCode;
import org.conntorture.doctor.Advice;
import org.conntorture.doctor.Doctor;
import org.conntorture.doctor.HostReader;
import org.conntorture.doctor.Level;
import org.conntorture.plan.LoadSettings;
import org.conntorture.plan.Origin;
import org.conntorture.scenario.AdHocPlanner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code conntorture doctor}: what this host would do to a test, and what already hurts; sends nothing. */
@Command(
        name = "doctor",
        description = {
            "Says what this host would do to a test and what already hurts, a line each: ok, warning or problem.",
            "It sends no load, makes no connection and changes no setting, so it may run in production; it takes some"
                    + " two seconds. As root it can name all processes."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionText.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:no problem; warnings say what would hurt a test",
            "1:error of the tester",
            "2:wrong usage",
            "3:something hurts already: a line begins with 'problem'"
        })
final class DoctorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "TARGET",
            arity = "0..1",
            description = "host:port or http://host:port/ that is to be tested; its listener is looked at too")
    private String target;

    @Option(
            names = {"-R", "--rate"},
            paramLabel = "RATE",
            converter = LoadOptions.Rate.class,
            description = "new connections per second the test is to make (default: as many as go)")
    private Double rate;

    @Override
    public Integer call() throws InterruptedException {
        Optional<InetSocketAddress> address = Optional.ofNullable(target).map(DoctorCommand::address);
        List<Advice> advice = Doctor.advise(HostReader.read(address, rate == null ? 0 : rate));
        PrintWriter out = spec.commandLine().getOut();
        advice.forEach(item -> out.println(item.line()));
        long problems = count(advice, Level.PROBLEM);
        out.println();
        out.println(words(problems, "problem") + ", " + words(count(advice, Level.WARNING), "warning"));
        out.flush();
        return problems == 0 ? ExitCode.PASS : ExitCode.FAIL;
    }

    private static InetSocketAddress address(String target) {
        Origin origin = new AdHocPlanner()
                .plan(List.of(target), List.of(), LoadSettings.NONE)
                .targets()
                .get(0)
                .origin();
        return origin.knownInet()
                .orElseThrow(() -> new IllegalArgumentException("'" + target
                        + "' is a unix socket, and doctor looks at the" + " listeners of TCP; leave the target out"));
    }

    private static long count(List<Advice> advice, Level level) {
        return advice.stream().filter(item -> item.level() == level).count();
    }

    private static String words(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
