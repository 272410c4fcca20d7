package org.conntorture.target;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A tester that tests kill: starts a target, says so, and waits. Arguments: log directory, command, its PIDS. */
final class LauncherMain {
    private LauncherMain() {}

    public static void main(String[] arguments) throws Exception {
        Path logs = Path.of(arguments[0]);
        TargetLauncher launcher = new TargetLauncher(List.of("false"), logs);
        RunningTarget server = launcher.start(TestTarget.of(arguments[1], logs)
                .with("PIDS", arguments[2])
                .readyBy(null, Duration.ofSeconds(20))
                .build());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            System.out.println("alive at the end: " + server.isAlive());
            launcher.close();
        }));
        System.out.println("started in " + launcher.directory());
        Thread.currentThread().join();
    }
}
