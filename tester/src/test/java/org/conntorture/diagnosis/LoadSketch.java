package org.conntorture.diagnosis;

import java.time.Duration;
import java.util.List;
import org.conntorture.plan.CloseMode;
import org.conntorture.plan.Ends;
import org.conntorture.plan.Load;
import org.conntorture.plan.Manners;
import org.conntorture.plan.Payload;
import org.conntorture.plan.Sources;
import org.conntorture.plan.TransportChoice;
import org.conntorture.plan.Workload;

/** The load of a {@link CaseBuilder}. */
final class LoadSketch {
    CloseMode closeMode = CloseMode.FIN;
    Payload payload = Payload.DEFAULT;
    Workload.Kind workload = Workload.Kind.ECHO;
    Manners manners = Manners.PLAIN;
    Sources sources = Sources.KERNEL;

    void closedByReset() {
        closeMode = CloseMode.RST;
    }

    void waitsForTheServerToSpeak() {
        workload = Workload.Kind.REPLY;
        payload = Payload.NONE;
    }

    void manners(CloseMode mode, Manners used) {
        closeMode = mode;
        manners = used;
    }

    void payload(int bytes) {
        payload = Payload.ofSize(bytes);
    }

    void sourcePorts(int first, int last) {
        sources = new Sources(List.of(), first, last);
    }

    Load load(long attempts) {
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
