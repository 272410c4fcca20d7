package org.conntorture.target;

/** A target could not be prepared or started; the message names it, what was tried, and its last output. */
public final class TargetNotReadyException extends Exception {
    TargetNotReadyException(String targetName, String reason) {
        super("target '" + targetName + "' " + reason);
    }
}
