package org.conntorture.plan;

import java.util.Locale;

/** A control is trusted and shows that host and path are sound; a subject is judged. */
public enum Role {
    CONTROL,
    SUBJECT;

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
