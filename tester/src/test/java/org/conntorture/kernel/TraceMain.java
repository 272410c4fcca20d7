package org.conntorture.kernel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * A tester that tests kill: starts a trace, says where, and ends it when its input ends. Argument: whether to say before
 * and after which trace files are mounted.
 */
final class TraceMain {
    private TraceMain() {}

    public static void main(String[] arguments) throws Exception {
        boolean showMounts = Boolean.parseBoolean(arguments[0]);
        sayMounts(showMounts);
        KernelTrace.Start start = KernelTrace.start(Set.of(9));
        System.out.println(
                start.trace().map(trace -> "started in " + trace.directory()).orElse("why not: " + start.whyNot()));
        System.in.readAllBytes();
        start.trace().ifPresent(KernelTrace::close);
        sayMounts(showMounts);
    }

    private static void sayMounts(boolean show) throws Exception {
        if (show) {
            System.out.println("mounted: "
                    + TraceMount.mountedAt(Files.readAllLines(Path.of("/proc/self/mounts")))
                            .isPresent());
        }
    }
}
