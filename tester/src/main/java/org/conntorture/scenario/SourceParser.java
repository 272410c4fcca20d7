package org.conntorture.scenario;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.conntorture.plan.Sources;

/** Reads the addresses and ports to connect from, for the scenario file and for the command line. */
public final class SourceParser {
    private static final int MOST_ADDRESSES = 65_536;
    /** Literals only: a name could not say which of its addresses is meant. */
    private static final Pattern ADDRESS =
            Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,3}){3}|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*)(?:/([0-9]{1,3}))?");

    private static final Pattern PORTS = Pattern.compile("([0-9]{1,5})-([0-9]{1,5})");

    private SourceParser() {}

    /** @param ports {@code FIRST-LAST}, or null: the kernel chooses */
    public static Sources sources(List<InetAddress> addresses, String ports) {
        if (ports == null) {
            return new Sources(addresses, 0, 0);
        }
        Matcher matcher = PORTS.matcher(ports);
        int first = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
        if (first == 0) {
            throw new IllegalArgumentException("source ports '" + ports + "' are not FIRST-LAST, such as 20000-29999");
        }
        return new Sources(addresses, first, Integer.parseInt(matcher.group(2)));
    }

    /** Each an address or a prefix such as {@code 127.0.0.0/24}, which stands for all its host addresses. */
    public static List<InetAddress> addresses(List<String> texts) {
        Set<InetAddress> addresses = new LinkedHashSet<>();
        for (String text : texts) {
            addresses.addAll(addresses(text));
            if (addresses.size() > MOST_ADDRESSES) {
                throw new IllegalArgumentException("more than 65,536 source addresses with '" + text + "'");
            }
        }
        return List.copyOf(addresses);
    }

    private static List<InetAddress> addresses(String text) {
        Matcher matcher = ADDRESS.matcher(text);
        if (!matcher.matches()) {
            throw notAnAddress(text);
        }
        byte[] address =
                literal(matcher.group(1)).orElseThrow(() -> notAnAddress(text)).getAddress();
        int bits = address.length * 8;
        int prefix = matcher.group(2) == null ? bits : Integer.parseInt(matcher.group(2));
        if (prefix > bits) {
            throw new IllegalArgumentException("source '" + text + "': the prefix length must be at most " + bits);
        }
        if (bits - prefix > 16) {
            throw new IllegalArgumentException("source '" + text
                    + "' has more than 65,536 addresses; take a prefix of /" + (bits - 16) + " or longer");
        }
        return expand(text, address, 1 << (bits - prefix));
    }

    /** Leaves network and broadcast address out, which IPv4 networks of more than two addresses have. */
    private static List<InetAddress> expand(String text, byte[] address, int size) {
        BigInteger network = new BigInteger(1, address);
        if (network.mod(BigInteger.valueOf(size)).signum() != 0) {
            throw new IllegalArgumentException(
                    "source '" + text + "' has bits set behind its prefix; the prefix begins at "
                            + address(network.subtract(network.mod(BigInteger.valueOf(size))), address.length)
                                    .getHostAddress());
        }
        int skip = address.length == 4 && size > 2 ? 1 : 0;
        List<InetAddress> addresses = new ArrayList<>(size);
        for (int host = skip; host < size - skip; host++) {
            addresses.add(address(network.add(BigInteger.valueOf(host)), address.length));
        }
        return addresses;
    }

    private static InetAddress address(BigInteger number, int length) {
        byte[] bytes = new byte[length];
        byte[] digits = number.toByteArray();
        int count = Math.min(digits.length, length);
        System.arraycopy(digits, digits.length - count, bytes, length - count, count);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + length + " bytes", e);
        }
    }

    /** The address that is written there, without asking anybody; empty where it is none, a name for example. */
    public static Optional<InetAddress> literal(String text) {
        Matcher matcher = ADDRESS.matcher(text);
        if (!matcher.matches() || matcher.group(2) != null) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static IllegalArgumentException notAnAddress(String text) {
        return new IllegalArgumentException(
                "source '" + text + "' is neither an IP address nor a prefix, such as 127.0.0.1 or 127.0.0.0/24");
    }
}
