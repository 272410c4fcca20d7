package org.conntorture.evidence;

import java.util.Map;
import java.util.OptionalLong;

/**
 * A process over all samples.
 *
 * @param states how often it was seen in each state: R running, S sleeping, D waiting, T stopped
 * @param busiest its largest share of one core between two samples, 0 to 1 and more
 * @param descriptorsPeak most descriptors seen open; unknown where they may not be looked at
 */
public record ProcessTrack(
        long pid,
        String name,
        String commandLine,
        Map<Character, Integer> states,
        double busiest,
        OptionalLong descriptorsPeak,
        OptionalLong descriptorLimit) {
    /** {@code pid 19720 "PM2 v7.0.4: God Daemon"}. */
    public String text() {
        return text(pid, name, commandLine);
    }

    /** How a process is named in reports: what it calls itself, shortened. */
    public static String text(long pid, String name, String commandLine) {
        String title = commandLine.isEmpty() ? name : commandLine;
        return "pid " + pid + " \"" + (title.length() > 60 ? title.substring(0, 57) + "..." : title) + "\"";
    }

    public int seen(char state) {
        return states.getOrDefault(state, 0);
    }
}
