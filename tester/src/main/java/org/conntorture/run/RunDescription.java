package org.conntorture.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.conntorture.attempt.Transport;
import org.conntorture.kernel.DescriptorLimit;
import org.conntorture.kernel.Sysctl;
import org.conntorture.plan.RunPlan;
import org.conntorture.plan.Target;
import org.conntorture.result.WallClock;
import org.conntorture.store.JsonText;
import org.conntorture.store.ResultDirectory;
import org.conntorture.target.RunningTarget;

/**
 * Writes what a run is to do, and on which host. Begins on a thread of its own, as the first JSON of a process takes as
 * long as it takes the targets to start and the host to be looked at; complete before any load.
 */
final class RunDescription {
    private final ResultDirectory directory;
    private final RunPlan plan;
    private final WallClock clock;
    private final Sysctl sysctl;
    private final Optional<DescriptorLimit> descriptors;
    private final Transport transport;
    private final CompletableFuture<Void> written;

    RunDescription(
            ResultDirectory directory,
            RunPlan plan,
            WallClock clock,
            Sysctl sysctl,
            Optional<DescriptorLimit> descriptors,
            Transport transport) {
        this.directory = directory;
        this.plan = plan;
        this.clock = clock;
        this.sysctl = sysctl;
        this.descriptors = descriptors;
        this.transport = transport;
        this.written = CompletableFuture.runAsync(this::write);
    }

    private void write() {
        try {
            directory.write("plan.json", JsonText.indented(plan));
            writeEnvironment(Map.of());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Waits until all is written, and adds the versions of those that started. */
    void complete(Map<Target, RunningTarget> running) throws IOException {
        try {
            written.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof UncheckedIOException unwritten) {
                throw unwritten.getCause();
            }
            throw failed;
        }
        Map<String, String> versions = new LinkedHashMap<>();
        running.forEach((target, server) -> server.version().ifPresent(text -> versions.put(target.name(), text)));
        if (!versions.isEmpty()) {
            writeEnvironment(versions);
        }
    }

    private void writeEnvironment(Map<String, String> versions) throws IOException {
        directory.write(
                "environment.json",
                JsonText.indented(Environment.describe(clock, sysctl, descriptors, transport, versions)));
    }
}
