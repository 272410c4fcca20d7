package org.conntorture.evidence;

import java.nio.file.Path;
import org.conntorture.outcome.FailureKind;

/**
 * A failed attempt whose packets were kept.
 *
 * @param file that tcpdump reads
 * @param timeline what they show: {@code SYN, SYN +1.0 s, SYN +2.0 s, never answered}
 */
public record CapturedAttempt(long attempt, FailureKind kind, Path file, String timeline) {}
