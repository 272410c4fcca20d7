package org.conntorture.diagnosis;

import java.time.Duration;
import java.util.List;
import org.conntorture.plan.CloseMode;
import org.conntorture.plan.ConnectionUse;
import org.conntorture.plan.Ends;
import org.conntorture.plan.Load;
import org.conntorture.plan.Payload;
import org.conntorture.plan.Sources;
import org.conntorture.plan.TransportChoice;
import org.conntorture.plan.Workload;

/** The load of a {@link CaseBuilder}. */
public final class LoadSketch {
    public CloseMode closeMode = CloseMode.FIN;
    public Payload payload = Payload.DEFAULT;
    public Workload.Kind workload = Workload.Kind.ECHO;
    public ConnectionUse manners = ConnectionUse.PLAIN;
    public Sources sources = Sources.KERNEL;

    public void closedByReset() {
        closeMode = CloseMode.RST;
    }

    public void waitsForTheServerToSpeak() {
        workload = Workload.Kind.REPLY;
        payload = Payload.NONE;
    }

    public void manners(CloseMode mode, ConnectionUse used) {
        closeMode = mode;
        manners = used;
    }

    public void payload(int bytes) {
        payload = Payload.ofSize(bytes);
    }

    public void sourcePorts(int first, int last) {
        sources = new Sources(List.of(), first, last);
    }

    public Load load(long attempts) {
        return new Load(
                new Workload(workload, payload, null),
                closeMode,
                5,
                1,
                TransportChoice.AUTO,
                0,
                new Ends(attempts, null, 0),
                Duration.ZERO,
                Duration.ofMillis(1500),
                Duration.ofMillis(1000),
                sources,
                manners,
                List.of());
    }
}
