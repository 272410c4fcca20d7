package org.conntorture.evidence;

import java.nio.file.Path;
import java.util.Optional;
import org.conntorture.capture.ResetOrigin;
import org.conntorture.outcome.FailureKind;

/**
 * A failed attempt whose packets were kept.
 *
 * @param file that tcpdump reads
 * @param resetOrigin where a reset that ended it came from, if that can be told
 * @param timeline what they show: {@code SYN, SYN +1.0 s, SYN +2.0 s, never answered}
 */
public record CapturedAttempt(
        long attempt, FailureKind kind, Path file, String timeline, Optional<ResetOrigin> resetOrigin) {
    public CapturedAttempt {
        // Runs of before it was looked at have none.
        resetOrigin = resetOrigin == null ? Optional.empty() : resetOrigin;
    }
}
