package org.conntorture.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.conntorture.plan.LoadSettings;
import org.conntorture.plan.RunPlan;
import org.conntorture.scenario.AdHocPlanner;
import org.junit.jupiter.api.Test;

/** A screen that has no terminal, or loses it. */
class LiveScreenTest {
    private static final int LINES = 500;
    private static final RunPlan PLAN =
            new AdHocPlanner().plan(List.of("127.0.0.1:8085"), List.of(), LoadSettings.NONE);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private LiveScreen screen(Supplier<Optional<Tty>> terminal) {
        return new LiveScreen(
                PLAN,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new ProgressStyle(true, false, false, 80),
                true,
                () -> {},
                terminal);
    }

    private List<String> told() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static List<String> lines() {
        return IntStream.range(0, LINES).mapToObj(number -> "line " + number).toList();
    }

    @Test
    void shouldLoseNoLineOnTheWayToPlainLines() {
        CountDownLatch toldHalf = new CountDownLatch(LINES / 2);
        LiveScreen screen = screen(() -> {
            await(toldHalf);
            return Optional.empty();
        });
        for (String line : lines()) {
            screen.note(line);
            toldHalf.countDown();
        }
        screen.close();

        assertThat(told()).isEqualTo(lines());
    }

    @Test
    void shouldGoOnInLinesAfterAnErrorOfItsOwn() {
        CountDownLatch toldHalf = new CountDownLatch(LINES / 2);
        LiveScreen screen = screen(() -> {
            await(toldHalf);
            throw new StringIndexOutOfBoundsException("begin 0, end -1");
        });
        for (String line : lines()) {
            screen.note(line);
            toldHalf.countDown();
        }
        screen.close();

        assertThat(told()).containsSubsequence(lines()).anyMatch(line -> line.endsWith("begin 0, end -1"));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
        }
    }
}
