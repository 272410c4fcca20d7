package org.conntorture.reference;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The servers there are: one sound, the others with one fault each. */
public enum Kind {
    ECHO("echoes every byte; the control", 0),
    REFUSE("owns a port on which nothing listens", 0),
    NEVER_ACCEPT("listens and never accepts", 0),
    NEVER_READ("accepts and never reads; the connection stays open", 1),
    NEVER_ANSWER("reads and never answers", 1),
    /** Not at once: a reset that overtakes the client's view of its connect would look like a failed connect. */
    RESET("resets the connection once the request has come", 1),
    CLOSE("reads the request and closes without a reply", 1),
    CORRUPT("changes the first byte of the reply", 1000),
    SHORT("answers one byte too few and closes", 1),
    STALL("answers only after --stall", 1),
    LOSE("reads, never answers and never closes", 1000),
    HANDOVER("hands connections to workers and loses one for each worker that SIGHUP replaces", 0);

    private final String description;
    private final int every;

    Kind(String description, int every) {
        this.description = description;
        this.every = every;
    }

    /** Name on the command line and in scenarios, such as {@code busted:never-read}. */
    public String id() {
        String name = name().toLowerCase(Locale.ROOT).replace('_', '-');
        return this == ECHO ? name : "busted:" + name;
    }

    public String description() {
        return description;
    }

    /** Its fault hits one connection in this many unless {@code --every} says otherwise; 0 where that has no meaning. */
    int every() {
        return every;
    }

    /** The options it takes, without the dashes. */
    Set<String> options() {
        if (this == ECHO) {
            return Set.of("host", "port", "backlog", "proxy-protocol");
        }
        if (every == 0) {
            return Set.of("host", "port", "backlog");
        }
        return this == STALL
                ? Set.of("host", "port", "backlog", "every", "stall")
                : Set.of("host", "port", "backlog", "every");
    }

    public static List<String> ids() {
        return Arrays.stream(values()).map(Kind::id).toList();
    }

    /** The kind of an {@link #id()}; IllegalArgumentException with the list of them where there is none. */
    public static Kind ofId(String id) {
        return Arrays.stream(values())
                .filter(kind -> kind.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no server kind is called '" + id + "': choose one of "
                        + ids().stream().collect(Collectors.joining(", "))));
    }
}
