package org.conntorture.target;

import java.util.Optional;

/**
 * How one run of a command ended.
 *
 * @param timedOut it was ended because it took too long
 * @param lastOutput its last lines, perhaps none
 */
record CommandResult(int exitStatus, boolean timedOut, String lastOutput) {

    /** What went wrong, beginning with {@code what}, or empty where it exited 0. */
    Optional<String> trouble(String what) {
        if (timedOut) {
            return Optional.of(what + " took too long and was ended" + OutputLog.quoted(lastOutput));
        }
        return exitStatus == 0
                ? Optional.empty()
                : Optional.of(what + " ended with exit status " + exitStatus + OutputLog.quoted(lastOutput));
    }
}
