package org.conntorture.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.conntorture.plan.LoadSettings;
import org.conntorture.plan.RunPlan;
import org.conntorture.scenario.AdHocPlanner;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Plans of an earlier release know less, and that is as it was by itself. */
class PlanFileTest {
    private static final RunPlan ECHO = new AdHocPlanner().plan(List.of("127.0.0.1:1"), List.of(), LoadSettings.NONE);
    private static final RunPlan TLS =
            new AdHocPlanner().plan(List.of("tls://127.0.0.1:1"), List.of(), LoadSettings.NONE);

    private static PlanFile ofAnEarlierRelease(RunPlan plan) {
        JsonMapper mapper = new JsonMapper();
        ObjectNode document = (ObjectNode) mapper.readTree(JsonText.line(plan));
        ObjectNode load = (ObjectNode) document.get("load");
        load.remove(List.of("manners", "stages", "oneShort", "openLoop"));
        return PlanFile.parse(document.toString());
    }

    @Test
    void shouldCompareWithAPlanThatKnowsLess() {
        assertThat(ofAnEarlierRelease(ECHO).differences(PlanFile.of(ECHO))).isEmpty();
        assertThat(PlanFile.of(ECHO).differences(ofAnEarlierRelease(ECHO))).isEmpty();
        assertThat(ofAnEarlierRelease(ECHO).closeTimeout())
                .isEqualTo(PlanFile.of(ECHO).closeTimeout());
    }

    @Test
    void shouldTellWhatThatPlanCouldNotSay() {
        assertThat(ofAnEarlierRelease(ECHO).differences(PlanFile.of(TLS)))
                .singleElement()
                .asString()
                .startsWith("manners ");
    }

    @Test
    void shouldReadTheNamesOfAnEarlierRelease() {
        RunPlan request = new AdHocPlanner().plan(List.of("http://127.0.0.1:1/"), List.of(), LoadSettings.NONE);
        String now = JsonText.line(request);
        String before = now.replace("\"threads\":", "\"eventLoops\":")
                .replace("\"status\":", "\"expectedStatus\":")
                .replace("\"requestsPerConnection\":", "\"exchanges\":");

        assertThat(before).contains("eventLoops", "expectedStatus", "exchanges").isNotEqualTo(now);
        assertThat(PlanFile.parse(before)).isEqualTo(PlanFile.parse(now));
        assertThat(JsonText.readPlan(before)).isEqualTo(request).isEqualTo(JsonText.readPlan(now));
    }
}
