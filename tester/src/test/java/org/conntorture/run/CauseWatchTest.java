package org.conntorture.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.conntorture.diagnosis.Cause;
import org.conntorture.diagnosis.CauseId;
import org.conntorture.diagnosis.Confidence;
import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;
import org.conntorture.plan.Target;
import org.conntorture.result.CauseSoFar;
import org.conntorture.result.FailureCount;
import org.conntorture.result.RunListener;
import org.conntorture.result.TargetMeasurement;
import org.conntorture.result.TargetTotals;
import org.conntorture.result.Turn;
import org.conntorture.result.TurnProgress;
import org.conntorture.support.BlockSketch;
import org.conntorture.support.TargetSketch;
import org.junit.jupiter.api.Test;

class CauseWatchTest {
    private static final Target TARGET = TargetSketch.of("pm2");
    private static final List<Cause> FOUND =
            List.of(new Cause(CauseId.NO_LISTENER, Confidence.CERTAIN, 9, List.of(), List.of()));

    private final Spectator spectator = new Spectator();
    private final TargetTotals totals = new TargetTotals(TARGET);

    private static final class Spectator implements RunListener {
        private final List<String> notes = new ArrayList<>();
        private final List<String> causes = new ArrayList<>();

        @Override
        public boolean followsCauses() {
            return true;
        }

        @Override
        public void causeSoFar(Target target, Optional<CauseSoFar> cause) {
            cause.ifPresent(known -> causes.add(known.cause()));
        }

        @Override
        public void note(String text) {
            notes.add(text);
        }

        @Override
        public void targetReady(Target target, String address) {}

        @Override
        public void targetTrouble(Target target, String reason) {}

        @Override
        public void turnStarted(Turn turn) {}

        @Override
        public void progressed(TurnProgress progress) {}

        @Override
        public void turnEnded(Turn turn) {}
    }

    private CauseWatch watch(Function<TargetMeasurement, List<Cause>> finder) {
        List<FailureCount> refused = List.of(new FailureCount(FailureKind.CONNECT_REFUSED, Phase.CONNECT, 111, 9));
        totals.add(BlockSketch.of(100, one -> one.failures = refused), List.of(), Map.of(), 0);
        return new CauseWatch(spectator, finder, finder);
    }

    @Test
    void shouldTellAfterATurnWhatItShowed() throws InterruptedException {
        try (CauseWatch watch = watch(measurement -> FOUND)) {
            watch.turnEnded(totals);
        }

        assertThat(spectator.causes).containsExactly("no-listener");
        assertThat(spectator.notes).isEmpty();
    }

    @Test
    void shouldNoteOnceWhatGoesWrongAndLetTheRunGoOn() throws InterruptedException {
        try (CauseWatch watch = watch(measurement -> {
            throw new IllegalStateException("half of the evidence");
        })) {
            watch.turnEnded(totals);
            watch.turnEnded(totals);
        }

        assertThat(spectator.causes).isEmpty();
        assertThat(spectator.notes).singleElement().asString().contains("half of the evidence");
    }

    @Test
    void shouldNotWaitForALookThatTakesLongAndTellItWhenItComes() throws InterruptedException {
        CountDownLatch looked = new CountDownLatch(1);
        try (CauseWatch watch = watch(measurement -> {
            try {
                looked.await();
            } catch (InterruptedException closed) {
                return List.of();
            }
            return FOUND;
        })) {
            watch.turnEnded(totals);
            assertThat(spectator.causes).isEmpty();

            looked.countDown();
            while (spectator.causes.isEmpty()) {
                watch.progressed(totals);
                Thread.onSpinWait();
            }
        }
        assertThat(spectator.causes).containsExactly("no-listener");
    }
}
