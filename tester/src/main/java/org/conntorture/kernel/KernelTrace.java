package org.conntorture.kernel;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Counts why the kernel dropped packets, sent segments again and sent resets, by its own words, in a trace instance of
 * its own: plain text files under tracefs, no eBPF and no tool. Events are those of the whole host, all its network
 * namespaces too; drops carry no ports, so compare them with the attempts of the same moment. What a healthy load makes
 * in plenty ({@link #leftOut}) the kernel filters away before it writes it.
 *
 * <p>Started and closed by the run's thread; {@link #counts} and {@link #lost} may be asked by any, after the close too.
 * It also ends with the JVM (Ctrl-C), and what a killed tester left the next start removes.
 */
public final class KernelTrace implements AutoCloseable {
    /** End of the key of a reset that went to a target: the tester's own, as far as the target is on this host. */
    public static final String TO_TARGET = " to target";

    private final TraceMount mount;
    private final TraceInstance instance;
    private final TraceCounts counts;
    private final Thread endWithJvm;
    private long lostAtEnd = -1;

    /**
     * @param trace nothing where it cannot be
     * @param whyNot then one sentence, else empty text
     */
    public record Start(Optional<KernelTrace> trace, String whyNot) {}

    private KernelTrace(TraceMount mount, TraceInstance instance, Set<Integer> ports) throws IOException {
        this.mount = mount;
        this.instance = instance;
        this.counts = TraceCounts.start(instance, ports);
        this.endWithJvm = new Thread(this::end, "kernel-trace-end");
    }

    /** @param ports of the targets; resets and retransmissions of others are not counted; none for all */
    public static Start start(Set<Integer> ports) {
        try {
            TraceMount mount = TraceMount.find();
            try {
                KernelTrace trace = start(mount, Set.copyOf(ports));
                Runtime.getRuntime().addShutdownHook(trace.endWithJvm);
                return new Start(Optional.of(trace), "");
            } catch (IOException refused) {
                mount.release();
                throw refused;
            }
        } catch (AccessDeniedException denied) {
            return new Start(
                    Optional.empty(),
                    "the kernel's trace files cannot be used: those in " + denied.getFile() + " are for root alone");
        } catch (IOException refused) {
            return new Start(Optional.empty(), "the kernel's trace files cannot be used: " + refused.getMessage());
        }
    }

    private static KernelTrace start(TraceMount mount, Set<Integer> ports) throws IOException {
        List<TracedEvent> useful = usefulEvents(mount.root());
        if (useful.isEmpty()) {
            throw new IOException("this kernel has no events of drops with reasons (since 5.17), nor of resets and"
                    + " retransmissions (since 4.16)");
        }
        TraceOwner owner = TraceOwner.self();
        Path instances = mount.root().resolve("instances");
        owner.removeLeftovers(instances);
        TraceInstance instance = TraceInstance.create(instances.resolve(owner.instanceName()));
        try {
            // The reader first: while it has the instance open, no other tester can remove it.
            KernelTrace trace = new KernelTrace(mount, instance, ports);
            trace.enable(useful, ports);
            return trace;
        } catch (IOException refused) {
            instance.remove();
            throw refused;
        }
    }

    private static List<TracedEvent> usefulEvents(Path root) {
        List<TracedEvent> useful = new ArrayList<>();
        for (TracedEvent event : TracedEvent.values()) {
            TraceFormat.read(root.resolve("events").resolve(event.path()))
                    .filter(event::isUseful)
                    .ifPresent(format -> useful.add(event));
        }
        return useful;
    }

    private void enable(List<TracedEvent> events, Set<Integer> ports) throws IOException {
        try {
            for (TracedEvent event : events) {
                instance.enable(event, ports);
            }
        } catch (IOException refused) {
            counts.end();
            throw refused;
        }
    }

    /** Reasons of drops that are not counted, as they are frequent without a fault. */
    public static Set<String> leftOut() {
        return TracedEvent.LEFT_OUT;
    }

    /**
     * Events so far: {@code "kfree_skb NETFILTER_DROP"}, {@code "tcp_send_reset TCP_ABORT_ON_CLOSE"} (without the reason on
     * kernels that give none; with {@link #TO_TARGET} if it was not a target that sent it),
     * {@code "tcp_retransmit_skb TCP_SYN_SENT"}. A few hundredths of a second late until closed.
     */
    public Map<String, Long> counts() {
        return counts.byKey();
    }

    /** Events that found the buffer full and were not counted. */
    public synchronized long lost() {
        return lostAtEnd >= 0 ? lostAtEnd : instance.lost();
    }

    /** Counts what has happened until now, then removes the instance. */
    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(endWithJvm);
        } catch (IllegalStateException ending) {
            // The JVM is in its shutdown, where the hook finds it closed.
            return;
        }
    }

    private synchronized void end() {
        if (lostAtEnd >= 0) {
            return;
        }
        // An interrupted thread cannot write files, and these must be written.
        boolean interrupted = Thread.interrupted();
        endOnce();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void endOnce() {
        instance.disableEvents();
        counts.end();
        lostAtEnd = instance.lost();
        instance.remove();
        try {
            mount.release();
        } catch (IOException noUmount) {
            // Without the command umount it stays mounted, which harms nobody.
            return;
        }
    }

    Path directory() {
        return instance.directory();
    }
}
