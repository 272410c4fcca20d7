package org.conntorture.kernel;

import java.util.Optional;

/**
 * The ports the kernel hands out to connecting sockets, which bound how many connections one source address can have
 * to one destination.
 *
 * @param last inclusive
 * @param reserved how many of them net.ipv4.ip_local_reserved_ports keeps back
 */
public record PortRange(int first, int last, int reserved) {
    public PortRange {
        if (first < 1 || last > 65535 || first > last) {
            throw new IllegalArgumentException("port range must be within 1 to 65535, was " + first + "-" + last);
        }
        if (reserved < 0 || reserved > last - first + 1) {
            throw new IllegalArgumentException("reserved ports must lie within the range, were " + reserved);
        }
    }

    /** Unknown where the kernel does not say or says something else than two ports. */
    public static Optional<PortRange> read(Sysctl sysctl) {
        String[] ends = sysctl.text("net.ipv4.ip_local_port_range").orElse("").split("\\s+");
        if (ends.length != 2 || !isPort(ends[0]) || !isPort(ends[1])) {
            return Optional.empty();
        }
        int first = Integer.parseInt(ends[0]);
        int last = Integer.parseInt(ends[1]);
        if (first < 1 || last > 65535 || first > last) {
            return Optional.empty();
        }
        // A kernel without this setting (before 2.6.35) keeps no port back.
        String reserved = sysctl.text("net.ipv4.ip_local_reserved_ports").orElse("");
        return Optional.of(new PortRange(first, last, countWithin(first, last, reserved)));
    }

    /** Ports that a connecting socket can get. */
    public int usable() {
        return last - first + 1 - reserved;
    }

    /** {@code list} as the kernel prints it, sorted and without overlaps: {@code 8080,9148-9150}. */
    private static int countWithin(int first, int last, String list) {
        int count = 0;
        for (String item : list.split(",")) {
            String[] ends = item.strip().split("-");
            if (isPort(ends[0]) && isPort(ends[ends.length - 1])) {
                int from = Math.max(first, Integer.parseInt(ends[0]));
                int to = Math.min(last, Integer.parseInt(ends[ends.length - 1]));
                count += Math.max(0, to - from + 1);
            }
        }
        return count;
    }

    private static boolean isPort(String text) {
        return text.matches("\\d{1,5}");
    }
}
