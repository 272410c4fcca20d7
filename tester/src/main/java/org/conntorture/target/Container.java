package org.conntorture.target;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * A container of this host, as docker describes it.
 *
 * @param running false if it has ended already
 * @param pid of its first process, in the host's own numbers; 0 where it has ended
 * @param address its own on a bridge, or loopback in the host's network
 */
record Container(String id, boolean running, long pid, InetAddress address) {
    private static final int FIXED_WORDS = 4;

    /**
     * @param line what {@link ComposeProject#inspect} prints
     * @throws IllegalArgumentException with a sentence, if the tester cannot reach it by an address
     */
    static Container parse(String line) {
        List<String> words = Arrays.asList(line.strip().split(" +"));
        if (words.size() < FIXED_WORDS) {
            throw new IllegalArgumentException("has a container that docker describes as '" + line + "'");
        }
        boolean running = Boolean.parseBoolean(words.get(1));
        InetAddress address = running
                ? address(words.get(3), words.subList(FIXED_WORDS, words.size()))
                : InetAddress.getLoopbackAddress();
        return new Container(words.get(0), running, Long.parseLong(words.get(2)), address);
    }

    private static InetAddress address(String networkMode, List<String> addresses) {
        if (networkMode.equals("host")) {
            return InetAddress.getLoopbackAddress();
        }
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("has a container without an address of its own (network mode "
                    + networkMode + "): give it a network of the compose file, or network_mode host");
        }
        try {
            return InetAddress.getByName(addresses.get(0));
        } catch (UnknownHostException unexpected) {
            throw new IllegalArgumentException(
                    "has a container whose address docker calls '" + addresses.get(0) + "'", unexpected);
        }
    }
}
