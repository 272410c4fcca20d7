package org.conntorture.doctor;

import java.util.Optional;
import org.conntorture.kernel.CpuThrottling;

/**
 * What the tester may do and use on this host.
 *
 * @param processors of the host; {@code usableProcessors} of them are left by quota and affinity
 * @param tcpdump why it cannot capture, or nothing if it can
 * @param tracefs why the kernel's tracing cannot be used, or nothing if it can
 * @param ioUring why io_uring cannot be used, or nothing if it can
 * @param container by what it was recognised, if it is one
 * @param hasHostsNetwork whether the network namespace is the one the host started with
 */
public record Machine(
        int processors,
        int usableProcessors,
        CpuThrottling throttling,
        Optional<String> tcpdump,
        Optional<String> tracefs,
        Optional<String> ioUring,
        Optional<String> container,
        boolean hasHostsNetwork) {}
