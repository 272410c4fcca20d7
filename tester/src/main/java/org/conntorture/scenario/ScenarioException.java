package org.conntorture.scenario;

/** A scenario file that cannot be a plan; the message is one sentence with file, line, column, value and rule. */
public final class ScenarioException extends IllegalArgumentException {
    ScenarioException(String message) {
        super(message);
    }
}
