package org.conntorture.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.conntorture.conclusion.ExitCode;
import org.conntorture.evidence.HostEvidence;
import org.conntorture.evidence.ListenerTrack;
import org.conntorture.evidence.ProcessTrack;
import org.conntorture.evidence.ReachableListeners;
import org.conntorture.evidence.TargetEvidence;
import org.conntorture.kernel.Deltas;
import org.conntorture.kernel.FailureCounters;
import org.conntorture.kernel.LocalAddresses;
import org.conntorture.plan.LoadSettings;
import org.conntorture.plan.Origin;
import org.conntorture.run.Interruption;
import org.conntorture.run.Watcher;
import org.conntorture.scenario.AdHocPlanner;
import org.conntorture.signal.Signals;
import org.conntorture.store.ResultDirectory;
import org.conntorture.text.Addresses;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code conntorture watch}: what the server's host says while testers on other hosts load it. */
@Command(
        name = "watch",
        description = {
            "Looks at a listener of this host, its queue, sockets and process, and at the counters of its kernel, while testers"
                    + " on other hosts load it; sends nothing and changes no setting.",
            "Ctrl-C or TERM ends it in order. 'conntorture merge' joins its directory to the results of the testers."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionText.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:what was seen is written", "1:error of the tester", "2:wrong usage"})
final class WatchCommand implements Callable<Integer> {
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final int MOST_SHOWN = 12;
    private static final String ACCEPTED = "TcpPassiveOpens";

    @Parameters(
            paramLabel = "ADDRESS",
            arity = "0..1",
            description = {
                "host:port that the server listens on, as in 0.0.0.0:8085;",
                "may be left out where one alone listens here for other hosts, or in --target-pid"
            })
    private String address;

    @Option(
            names = {"-d", "--duration"},
            paramLabel = "TIME",
            converter = LoadOptions.Time.class,
            description = "end after TIME (default: at Ctrl-C)")
    private Duration duration = LONGEST;

    @Option(
            names = "--target-pid",
            paramLabel = "PID",
            description = "a process of the server, whose network namespace (container) is to be read")
    private Long targetPid;

    @Mixin
    private OutputDirectory output;

    @Override
    public Integer call() throws IOException, InterruptedException {
        OptionalLong pid = targetPid == null ? OptionalLong.empty() : OptionalLong.of(targetPid);
        InetSocketAddress listen = address == null ? ReachableListeners.of(pid).only() : listen();
        if (targetPid == null && !LocalAddresses.areTesters(listen.getAddress())) {
            throw new IllegalArgumentException("'" + address + "' is not an address of this host: watch runs on the"
                    + " server's own, or give --target-pid for a container");
        }
        Interruption interruption = new Interruption();
        for (String signal : new String[] {"INT", "TERM", "HUP"}) {
            Signals.on(signal, () -> {
                if (interruption.isRequested()) {
                    Runtime.getRuntime().halt(ExitCode.TOOL_ERROR);
                }
                interruption.request();
            });
        }
        ResultDirectory directory = output.create("watch-" + listen.getPort());
        System.err.println("watching " + Addresses.of(listen) + "; Ctrl-C ends it");
        TargetEvidence evidence = new Watcher(listen, pid, interruption).watch(duration, directory);
        print(evidence);
        System.out.println("Results: " + directory.path());
        return ExitCode.PASS;
    }

    private InetSocketAddress listen() {
        Origin origin = new AdHocPlanner()
                .plan(List.of(address), List.of(), LoadSettings.NONE)
                .targets()
                .get(0)
                .origin();
        return origin.knownInet()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + address + "' is a unix socket, and watch looks at the listeners of TCP"));
    }

    private static void print(TargetEvidence evidence) {
        List<ListenerTrack> listeners =
                evidence.host().map(HostEvidence::listeners).orElse(List.of());
        if (listeners.isEmpty()) {
            System.out.println("no listener was seen");
        }
        for (ListenerTrack track : listeners) {
            System.out.println("listener " + Addresses.of(track.local()) + ": at most " + track.queuePeak()
                    + " in its queue, limit "
                    + (track.limit().isPresent() ? track.limit().getAsLong() : "unknown") + ", dropped "
                    + (track.drops().isPresent() ? track.drops().getAsLong() : "unknown")
                    + track.owner()
                            .map(ProcessTrack::text)
                            .map(text -> ", of " + text)
                            .orElse(""));
        }
        Deltas deltas = evidence.kernel().counters().server();
        Map<String, Long> moved = new TreeMap<>(FailureCounters.moved(deltas));
        // That clients came at all.
        deltas.of(ACCEPTED).stream().filter(count -> count > 0).forEach(count -> moved.put(ACCEPTED, count));
        System.out.println("counters that moved: "
                + moved.entrySet().stream()
                        .limit(MOST_SHOWN)
                        .map(counter -> FailureCounters.shortName(counter.getKey()) + " +" + counter.getValue())
                        .collect(Collectors.joining(", ")));
        evidence.client().unknown().forEach(fact -> System.out.println("not known: " + fact));
    }
}
