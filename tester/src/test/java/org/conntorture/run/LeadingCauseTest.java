package org.conntorture.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.conntorture.diagnosis.Cause;
import org.conntorture.diagnosis.CauseId;
import org.conntorture.diagnosis.Confidence;
import org.conntorture.result.CauseSoFar;
import org.junit.jupiter.api.Test;

class LeadingCauseTest {
    private final LeadingCause leading = new LeadingCause();

    private static List<Cause> cause(CauseId id, Confidence confidence, long explains) {
        return List.of(new Cause(id, confidence, explains, List.of(), List.of()));
    }

    @Test
    void shouldTellUnderLoadWhatLeadsTwiceInARow() {
        List<Cause> refused = cause(CauseId.NO_LISTENER, Confidence.CERTAIN, 9);

        assertThat(leading.underLoad(refused, 9)).as("seen once").isEmpty();
        assertThat(leading.underLoad(refused, 12))
                .contains(new CauseSoFar("no-listener", "certain", 9, 12, CauseId.NO_LISTENER.sentence()));
    }

    @Test
    void shouldTellNothingWhileTheCauseChanges() {
        leading.underLoad(cause(CauseId.NO_LISTENER, Confidence.CERTAIN, 9), 9);

        assertThat(leading.underLoad(cause(CauseId.RESTART_GAP, Confidence.LIKELY, 9), 9))
                .isEmpty();
    }

    @Test
    void shouldTellWhatIsMerelyPossibleBetweenTurnsAlone() {
        List<Cause> possible = cause(CauseId.BLACKHOLE, Confidence.POSSIBLE, 3);
        leading.underLoad(possible, 3);

        assertThat(leading.underLoad(possible, 3)).isEmpty();
        assertThat(leading.settled(possible, 3)).map(CauseSoFar::confidence).contains("possible");
    }

    @Test
    void shouldGoOnTellingInTheNextTurnWhatTheLastOneShowed() {
        List<Cause> refused = cause(CauseId.NO_LISTENER, Confidence.CERTAIN, 9);
        leading.settled(refused, 9);

        assertThat(leading.underLoad(refused, 12)).isPresent();
    }

    @Test
    void shouldCallALossCertainOnceASecondTurnShowsIt() {
        List<Cause> lost = cause(CauseId.LOST_IN_HANDOVER, Confidence.CERTAIN, 3);

        assertThat(leading.settled(lost, 3)).map(CauseSoFar::confidence).contains("possible");
        assertThat(leading.underLoad(lost, 3))
                .as("a look under load before that has seen nothing new")
                .map(CauseSoFar::confidence)
                .contains("possible");
        assertThat(leading.settled(lost, 5)).map(CauseSoFar::confidence).contains("certain");
        assertThat(leading.underLoad(lost, 5)).map(CauseSoFar::confidence).contains("certain");
    }

    @Test
    void shouldTellNothingOfWhatIsLeftOverOrExplainsNothing() {
        assertThat(leading.settled(cause(CauseId.UNEXPLAINED, Confidence.POSSIBLE, 4), 4))
                .isEmpty();
        assertThat(leading.settled(cause(CauseId.NO_REPLY, Confidence.LIKELY, 4), 4))
                .as("what lost them may be found out yet")
                .isEmpty();
        assertThat(leading.settled(cause(CauseId.SYNCOOKIES, Confidence.CERTAIN, 0), 4))
                .isEmpty();
        assertThat(leading.settled(List.of(), 4)).isEmpty();
    }
}
