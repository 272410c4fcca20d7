package org.conntorture.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.conntorture.plan.Origin;
import org.conntorture.plan.Role;
import org.conntorture.plan.Target;
import org.junit.jupiter.api.Test;

class TargetMeasurementTest {
    @Test
    void shouldLeaveQuotedOutputOutOfTheShortReason() {
        assertThat(because("no port after 30 s; its last output:\n  a; b:\n  c").reasonInShort())
                .isEqualTo("no port after 30 s");
        assertThat(because("one thing; and another\nmore").reasonInShort()).isEqualTo("one thing; and another");
        assertThat(because("tool: is missing").reasonInShort()).isEqualTo("tool: is missing");
        assertThat(because(null).reasonInShort()).isNull();
    }

    private static TargetMeasurement because(String reason) {
        Target target =
                new Target("pm2", Role.SUBJECT, new Origin.Builtin("echo", List.of()), false, Map.of(), null, null);
        return new TargetMeasurement(
                target, TargetMeasurement.Status.RAN, reason, null, List.of(), 0, null, 0, 0, Map.of(), Map.of());
    }
}
