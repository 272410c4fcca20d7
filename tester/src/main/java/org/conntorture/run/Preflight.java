package org.conntorture.run;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.conntorture.attempt.TlsClient;
import org.conntorture.kernel.DescriptorLimit;
import org.conntorture.kernel.PortRange;
import org.conntorture.plan.CloseMode;
import org.conntorture.plan.Load;
import org.conntorture.plan.Origin;
import org.conntorture.plan.RunPlan;
import org.conntorture.plan.Stage;
import org.conntorture.plan.Target;

/** Whether this host's limits suffice for a plan, said before the start with the figure and the setting. */
final class Preflight {
    /** What the tester itself holds open: jar, logs, rings, pipes to targets. */
    private static final int OWN_DESCRIPTORS = 200;
    /** How long a closed connection keeps its port, seconds: TCP_TIMEWAIT_LEN of include/net/tcp.h. */
    private static final int TIME_WAIT_SECONDS = 60;

    private Preflight() {}

    /**
     * @return warnings, a sentence each, for what may run short
     * @throws IllegalArgumentException for what must
     */
    static List<String> check(RunPlan plan, Optional<DescriptorLimit> descriptors, Optional<PortRange> ephemeral) {
        requireTemporary(Path.of(System.getProperty("java.io.tmpdir")));
        Load load = plan.ownLoad();
        List<String> warnings = new ArrayList<>();
        for (InetAddress source : load.sources().addresses()) {
            plan.targets().forEach(target -> requireSameFamily(source, target));
            requireLocal(source);
        }
        // A JVM raises its soft limit to the hard one as it starts.
        if (load.manners().tls() != null) {
            new TlsClient(load.manners().tls());
        }
        long burst = load.stages().stream().mapToLong(Stage::burst).max().orElse(0);
        if (burst > load.workers()) {
            warnings.add("a burst of " + burst + " attempts has " + load.workers()
                    + " workers, so that most of it starts late: give as many (-c " + burst + ")");
        }
        descriptors.ifPresent(limit -> requireDescriptors(load, limit.hard()));
        plan.targets().forEach(target -> otherAddresses(target, plan).ifPresent(warnings::add));
        int portsEach = load.sources().choosesPort()
                ? load.sources().portCount()
                : ephemeral.map(PortRange::usable).orElse(0);
        if (portsEach > 0 && plan.usesPorts()) {
            long ports =
                    (long) portsEach * Math.max(1, load.sources().addresses().size());
            requirePorts(load, ports);
            warnOfTimeWait(plan, ports).ifPresent(warnings::add);
        }
        return warnings;
    }

    /** Where targets find what is theirs for the run. */
    static void requireTemporary(Path directory) {
        if (!Files.isDirectory(directory) || !Files.isWritable(directory)) {
            throw new IllegalArgumentException("a run needs a place for temporary files and " + directory
                    + " cannot be written: give another one, CONNTORTURE_JAVA_OPTIONS=-Djava.io.tmpdir=DIRECTORY");
        }
    }

    private static void requireSameFamily(InetAddress source, Target target) {
        boolean ipv6 = target.origin()
                .knownInet()
                .filter(address -> address.getAddress() instanceof Inet6Address)
                .isPresent();
        if (ipv6 != source instanceof Inet6Address) {
            throw new IllegalArgumentException("source " + source.getHostAddress() + " cannot reach target '"
                    + target.name() + "', which is " + (ipv6 ? "IPv6" : "IPv4") + ": give sources of its family");
        }
    }

    private static Optional<String> otherAddresses(Target target, RunPlan plan) {
        return target.origin().knownInet().flatMap(known -> otherAddresses(known, plan));
    }

    private static Optional<String> otherAddresses(InetSocketAddress known, RunPlan plan) {
        String host = known.getHostString();
        String taken = known.getAddress().getHostAddress();
        try {
            Set<InetAddress> targets = plan.targets().stream()
                    .map(Target::origin)
                    .flatMap(origin -> origin.knownInet().stream())
                    .map(InetSocketAddress::getAddress)
                    .collect(Collectors.toSet());
            List<InetAddress> others = List.of(InetAddress.getAllByName(host));
            List<String> all = others.stream().map(InetAddress::getHostAddress).toList();
            return targets.containsAll(others)
                    ? Optional.empty()
                    : Optional.of(host + " has the addresses " + String.join(", ", all) + ": all load goes to " + taken
                            + "; give the others as targets of their own");
        } catch (UnknownHostException noLonger) {
            return Optional.empty();
        }
    }

    private static void requireLocal(InetAddress source) {
        if (source.isLoopbackAddress()) {
            return;
        }
        try (SocketChannel socket = SocketChannel.open()) {
            socket.bind(new InetSocketAddress(source, 0));
        } catch (IOException notOurs) {
            throw new IllegalArgumentException("source " + source.getHostAddress()
                    + " is not an address of this host: 'ip address' lists those that are (" + notOurs.getMessage()
                    + ")");
        }
    }

    private static void requireDescriptors(Load load, long limit) {
        long needed = (long) load.workers() + OWN_DESCRIPTORS;
        if (needed > limit) {
            throw new IllegalArgumentException(load.workers() + " workers need " + needed
                    + " file descriptors and the limit is " + limit + ": raise it (ulimit -n " + needed
                    + ") or use fewer workers (-c)");
        }
    }

    private static void requirePorts(Load load, long ports) {
        if (load.workers() > ports) {
            throw new IllegalArgumentException(load.workers() + " workers need as many source ports and there are "
                    + ports + ": widen net.ipv4.ip_local_port_range, add source addresses (--source), or use fewer"
                    + " workers (-c)");
        }
    }

    private static boolean isOffLoopback(Origin origin) {
        return origin instanceof Origin.Compose
                || origin.knownInet()
                        .filter(known -> !known.getAddress().isLoopbackAddress())
                        .isPresent();
    }

    /** Where TIME_WAIT is not reused at once: off loopback, with FIN, and ports the kernel chooses. */
    private static Optional<String> warnOfTimeWait(RunPlan plan, long ports) {
        Load load = plan.ownLoad();
        boolean remote = plan.targets().stream().map(Target::origin).anyMatch(Preflight::isOffLoopback);
        if (!remote || load.closeMode() != CloseMode.FIN || load.sources().choosesPort()) {
            return Optional.empty();
        }
        long perSecond = ports / TIME_WAIT_SECONDS;
        boolean within = load.ratePerSecond() > 0 && load.ratePerSecond() <= perSecond;
        return within
                ? Optional.empty()
                : Optional.of("off loopback " + ports + " source ports carry about " + perSecond
                        + " connections a second, as each rests 60 s in TIME_WAIT; for more use --close rst,"
                        + " --source-ports or several --source addresses");
    }
}
