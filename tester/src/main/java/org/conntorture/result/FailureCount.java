package org.conntorture.result;

import org.conntorture.outcome.FailureKind;
import org.conntorture.outcome.Phase;

/** How often one distinct failure was seen. {@code errno} is 0 where the kernel gave none. */
public record FailureCount(FailureKind kind, Phase phase, int errno, long count) {}
