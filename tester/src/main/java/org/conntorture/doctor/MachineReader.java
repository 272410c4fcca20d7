package org.conntorture.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.conntorture.attempt.Transport;
import org.conntorture.kernel.CpuThrottling;
import org.conntorture.kernel.Sysctl;
import org.conntorture.plan.TransportChoice;

/** Finds out what the tester may do here by trying it; called by {@link HostReader}. */
final class MachineReader {
    private static final List<Path> CONTAINER_SIGNS = List.of(Path.of("/.dockerenv"), Path.of("/run/.containerenv"));
    private static final List<Path> TRACING =
            List.of(Path.of("/sys/kernel/tracing"), Path.of("/sys/kernel/debug/tracing"));
    private static final Path PROCESSORS = Path.of("/sys/devices/system/cpu");
    /** Queues of the processors are the whole host's, so other namespaces do not show this setting. */
    private static final String INITIAL_NAMESPACE_ONLY = "net.core.netdev_max_backlog";
    /** tcpdump that may not capture ends sooner, on a busy host too. */
    private static final long TCPDUMP_MS = 1000;

    private MachineReader() {}

    static Machine read() {
        int usable = Runtime.getRuntime().availableProcessors();
        return new Machine(
                Math.max(usable, processors()),
                usable,
                CpuThrottling.read(),
                tcpdump(),
                tracefs(),
                ioUring(),
                CONTAINER_SIGNS.stream().filter(Files::exists).findFirst().map(Path::toString),
                new Sysctl(Sysctl.ROOT).text(INITIAL_NAMESPACE_ONLY).isPresent());
    }

    private static int processors() {
        try (Stream<Path> entries = Files.list(PROCESSORS)) {
            return (int) entries.filter(entry -> entry.getFileName().toString().matches("cpu[0-9]+"))
                    .count();
        } catch (IOException unreadable) {
            return 0;
        }
    }

    /** Captures for a moment what no packet can be, as permission may come from user, process or file. */
    private static Optional<String> tcpdump() {
        Process process = null;
        try {
            process = new ProcessBuilder("tcpdump", "-i", "lo", "-w", "/dev/null", "less 1")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(TCPDUMP_MS, TimeUnit.MILLISECONDS)
                    ? Optional.of("may not capture here; run as root, or setcap cap_net_raw+ep on it")
                    : Optional.empty();
        } catch (IOException missing) {
            return Optional.of("is not installed (package tcpdump)");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.of("was not tried");
        } finally {
            if (process != null) {
                process.destroyForcibly();
            }
        }
    }

    private static Optional<String> tracefs() {
        for (Path directory : TRACING) {
            if (Files.isWritable(directory.resolve("events/skb/kfree_skb/enable"))) {
                return Optional.empty();
            }
        }
        return Optional.of("is not mounted, or not for this user; as root: mount -t tracefs nodev " + TRACING.get(0));
    }

    private static Optional<String> ioUring() {
        try {
            Transport.choose(TransportChoice.IO_URING, true);
            return Optional.empty();
        } catch (IllegalArgumentException unavailable) {
            return Optional.of("does not work here");
        }
    }
}
