package org.conntorture.store;

import java.net.InetSocketAddress;
import org.conntorture.result.WallClock;

/**
 * What {@code watch.json} says of a watch on a server's host: which listener, and by which clock.
 *
 * @param startNs when it began to look, {@link System#nanoTime()}
 * @param endNs when it ended
 */
public record WatchFile(InetSocketAddress listen, WallClock.Anchor clock, long startNs, long endNs) {
    public static final String NAME = "watch.json";
}
