package org.conntorture.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conntorture.diagnosis.CaseBuilder.container;
import static org.conntorture.diagnosis.CaseBuilder.local;
import static org.conntorture.diagnosis.CaseBuilder.remote;

import java.util.List;
import java.util.Map;
import org.conntorture.evidence.ProxyLog;
import org.conntorture.evidence.TargetEvidence;
import org.conntorture.outcome.FailureKind;
import org.conntorture.plan.RunPlan;
import org.conntorture.result.RunMeasurement;
import org.conntorture.result.TargetMeasurement;
import org.conntorture.support.LoadSketch;
import org.junit.jupiter.api.Test;

class DiagnosisTest {
    private static final String SENT_AGAIN = "TcpExtTCPSynRetrans";

    private static Diagnosis diagnosis(CaseBuilder builder, Map<String, TargetEvidence> evidence) {
        TargetMeasurement measured = builder.measurement();
        RunPlan plan = new RunPlan("test", "", 1, LoadSketch.of(load -> {}), List.of(measured.target()));
        return Diagnosis.of(
                new RunMeasurement(plan, List.of(measured), false, null, CaseBuilder.RUN_NS, 0), evidence, Map.of());
    }

    private static Diagnosis diagnosis(CaseBuilder builder) {
        return diagnosis(builder, Map.of("t", builder.evidence()));
    }

    @Test
    void shouldNameTheCausesOfATarget() {
        Diagnosis diagnosis = diagnosis(local().fails(FailureKind.WRONG_REPLY, 4));

        assertThat(diagnosis.of("t")).extracting(Cause::id).containsExactly(CauseId.WRONG_REPLY);
        assertThat(diagnosis.of("another")).isEmpty();
        assertThat(diagnosis.capturedOf("t")).isEmpty();
    }

    /** An empty list says that causes were looked for, and none was found. */
    @Test
    void shouldTellNoCausesFromNoneLookedFor() {
        assertThat(diagnosis(local()).causes()).containsOnlyKeys("t");
        assertThat(diagnosis(local(), Map.of()).causes()).isEmpty();
        assertThat(diagnosis(local().attempts(0)).causes()).isEmpty();
    }

    @Test
    void shouldFindACounterByTheNameThatPeopleUse() {
        Diagnosis diagnosis = diagnosis(local().moved(SENT_AGAIN, 7).moved("TcpOutRsts", 3));

        assertThat(diagnosis.counter("t", "TCPSynRetrans")).hasValue(7);
        assertThat(diagnosis.counter("t", SENT_AGAIN)).hasValue(7);
        assertThat(diagnosis.counter("t", "OutRsts")).hasValue(3);
        assertThat(diagnosis.counter("t", "TCPNoSuchThing")).isEmpty();
        assertThat(diagnosis.counter("another", SENT_AGAIN)).isEmpty();
    }

    @Test
    void shouldTakeTheCountersOfTheTargetsHostWhereItIsSeen() {
        assertThat(diagnosis(container().moved(SENT_AGAIN, 7).movedAtClient(SENT_AGAIN, 2))
                        .counter("t", SENT_AGAIN))
                .hasValue(7);
        assertThat(diagnosis(remote().movedAtClient(SENT_AGAIN, 2)).counter("t", SENT_AGAIN))
                .hasValue(2);
    }

    @Test
    void shouldHaveTheAccountOfAProxy() {
        ProxyLog log = new ProxyLog(Map.of(200, 10_000L), List.of(), Map.of(), 0);
        Diagnosis diagnosis = diagnosis(local().statuses(Map.of(200, 10_000L)).proxyLog(log));

        assertThat(diagnosis.proxyOf("t")).get().matches(ProxyAccount::agrees);
        assertThat(diagnosis(local()).proxyOf("t")).isEmpty();
    }
}
