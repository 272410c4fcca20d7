package org.conntorture.run;

import java.util.OptionalLong;

/**
 * How closely a run looks at the host beside its load.
 *
 * @param evidence what the host says of each target, without which no cause is named
 * @param trace the kernel's reasons for drops and resets, where root allows
 * @param capture the packets of failed attempts, by tcpdump
 * @param probes a few more connections to a target that failed, once the load is over
 * @param containers whether the namespaces of this host are searched for the addresses of targets
 * @param targetPid a process in the network namespace of the targets that the tester did not start
 */
public record Observation(
        boolean evidence, boolean trace, boolean capture, boolean probes, boolean containers, OptionalLong targetPid) {
    public Observation {
        trace &= evidence;
        probes &= evidence;
    }
}
