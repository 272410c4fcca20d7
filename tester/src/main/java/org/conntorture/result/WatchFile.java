package org.conntorture.result;

import java.net.InetSocketAddress;

/** What {@code watch.json} says of a watch on a server's host: which listener, and by which clock. */
public record WatchFile(InetSocketAddress listen, WallClock.Anchor clock) {
    public static final String NAME = "watch.json";
}
