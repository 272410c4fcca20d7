package org.conntorture.evidence;

import java.util.Optional;
import org.conntorture.kernel.ProcessState;
import org.conntorture.kernel.UnixListener;

/**
 * What there is to see of a unix socket, a little after the load of its last turn.
 *
 * @param fileExists whether there is a file at its path
 * @param listener who listens; empty where nobody does or ss does not tell
 * @param owner the process that listens; empty where it may not be looked at
 */
public record UnixEvidence(boolean fileExists, Optional<UnixListener> listener, Optional<ProcessState> owner) {
    static final UnixEvidence NONE = new UnixEvidence(false, Optional.empty(), Optional.empty());
}
