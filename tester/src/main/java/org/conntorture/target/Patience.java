package org.conntorture.target;

import java.time.Duration;

/** How long commands may take that have no time-out in the scenario; tests have less of it. */
record Patience(Duration prepare, Duration stop) {
    /** A prepare command may install packages; a daemon may wait for its workers before it stops. */
    static final Patience USUAL = new Patience(Duration.ofMinutes(10), Duration.ofSeconds(15));
}
