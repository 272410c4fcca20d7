package org.conntorture.capture;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The packets of one attempt.
 *
 * @param file a pcap of them alone
 * @param text such as {@code SYN, SYN +1.00 s, SYN +2.00 s, never answered}; seconds since the first packet, where there was
 *     a pause before; what is not said to be from the target is from the tester
 */
public record PacketTimeline(Path file, int packets, String text, Optional<ResetOrigin> resetOrigin) {}
