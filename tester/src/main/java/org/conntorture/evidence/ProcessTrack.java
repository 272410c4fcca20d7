package org.conntorture.evidence;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A process over all samples.
 *
 * @param states how often it was seen in each state: R running, S sleeping, D waiting, T stopped, F frozen
 * @param busiest its largest share of one core between two samples, 0 to 1 and more
 * @param stops when it was seen stopped or frozen, in the order of time
 * @param descriptorsPeak most descriptors seen open; unknown where they may not be looked at
 * @param cpu what it had of the processors
 */
public record ProcessTrack(
        long pid,
        String name,
        String commandLine,
        Map<Character, Integer> states,
        double busiest,
        List<Stop> stops,
        OptionalLong descriptorsPeak,
        OptionalLong descriptorLimit,
        CpuTrack cpu) {
    public ProcessTrack {
        cpu = cpu == null ? CpuTrack.UNKNOWN : cpu;
    }

    /** From the first to the last look in a row that found it stopped or frozen, {@link System#nanoTime()}. */
    public record Stop(long fromNs, long toNs) {
        Stop shifted(long ns) {
            return new Stop(fromNs + ns, toNs + ns);
        }
    }

    private static final int MOST_CHARACTERS = 70;
    private static final int HEAD_CHARACTERS = 16;

    /** {@code pid 19720 "PM2 v7.0.4: God Daemon"}. */
    public String text() {
        return text(pid, name, commandLine);
    }

    /** How a process is named in reports: what it calls itself, shortened. */
    public static String text(long pid, String name, String commandLine) {
        String title = commandLine.isEmpty() ? name : commandLine.replaceFirst("^/\\S*/(?=[^/\\s]+)", "");
        return "pid " + pid + " \"" + shortened(title) + "\"";
    }

    /** Both ends: a long command line tells its program at the one and its work at the other. */
    private static String shortened(String title) {
        return title.length() <= MOST_CHARACTERS
                ? title
                : title.substring(0, HEAD_CHARACTERS) + "..."
                        + title.substring(title.length() - (MOST_CHARACTERS - HEAD_CHARACTERS - 3));
    }

    public int seen(char state) {
        return states.getOrDefault(state, 0);
    }

    ProcessTrack shifted(long ns) {
        return new ProcessTrack(
                pid,
                name,
                commandLine,
                states,
                busiest,
                stops.stream().map(stop -> stop.shifted(ns)).toList(),
                descriptorsPeak,
                descriptorLimit,
                cpu);
    }
}
