package org.conntorture.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A time in which a process was stopped, by the clock of who stopped it.
 *
 * @param stopped when none of its threads ran any more
 * @param resumed just before it was told to go on
 */
record Pause(Instant stopped, Instant resumed) {
    /**
     * One shell for all, so that nothing is started between a signal and its time. A process stops only once one of its
     * threads, which may have to wait for a processor, has taken the signal.
     */
    private static final String SCRIPT = """
            kill -STOP "$1"
            for task in /proc/"$1"/task/*; do
                until read -r stat < "$task/stat" && [[ "$stat" == *") T "* ]]; do :; done
            done
            stopped=$EPOCHREALTIME
            sleep "$2"
            resumed=$EPOCHREALTIME
            kill -CONT "$1"
            echo "$stopped $resumed"
            """;

    /** Stops {@code process} for {@code length}, as nearly as sleep(1) keeps it, and lets it go on. */
    static Pause of(ProcessHandle process, Duration length) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder(
                        List.of("bash", "-c", SCRIPT, "bash", "" + process.pid(), "" + length.toMillis() / 1e3))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(shell.getInputStream().readAllBytes()).strip();
        if (shell.waitFor() != 0) {
            throw new IllegalStateException("process " + process.pid() + " was not stopped and resumed");
        }
        List<Instant> times =
                List.of(output.split(" ")).stream().map(Pause::time).toList();
        return new Pause(times.get(0), times.get(1));
    }

    /** {@code 1764180000.123456}, or with a comma. */
    private static Instant time(String epochSeconds) {
        String[] parts = epochSeconds.split("[.,]");
        return Instant.ofEpochSecond(Long.parseLong(parts[0]), Long.parseLong(parts[1]) * 1000);
    }

    Duration length() {
        return Duration.between(stopped, resumed);
    }
}
