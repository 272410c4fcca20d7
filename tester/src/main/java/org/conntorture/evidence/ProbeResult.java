package org.conntorture.evidence;

import java.util.Locale;

/**
 * One more connection to a target that failed, made once the load was over.
 *
 * @param what was different about it: {@code source port 40001 again}
 * @param outcome {@code answered}, {@code no answer}, or what the kernel said
 * @param ns until it succeeded or was given up
 */
public record ProbeResult(Kind kind, String what, boolean succeeded, String outcome, long ns) {
    public enum Kind {
        /** From the source port of a connect that was not answered. */
        SAME_PORT,
        /** From the port beside it. */
        OTHER_PORT,
        /** From another address of this host. */
        OTHER_ADDRESS,
        /** With several times the patience of the load. */
        PATIENT,
        /** With a small part of the payload, which fits every path. */
        SMALL,
        /** With the payload of the load. */
        WHOLE,
        /** Several, each closed before the next; succeeded where all were served. */
        IN_TURN,
        /** The same, where the first were served and hardly any after them. */
        FIRST_IN_TURN,
        /** One that was refused beside as many as {@code what} says, and so was the next time. */
        HELD_THEN_REFUSED,
        /** One that nobody answered beside as many. */
        HELD_THEN_SILENT
    }

    /** {@code source port 40001 again: no answer after 2.0 s}. */
    public String text() {
        String time = String.format(
                Locale.ROOT, ns < 100_000_000 ? "%.2f ms" : "%.1f s", ns < 100_000_000 ? ns / 1e6 : ns / 1e9);
        return what + ": " + outcome + " after " + time;
    }
}
