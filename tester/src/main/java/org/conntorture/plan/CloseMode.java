package org.conntorture.plan;

import java.util.Locale;

/** How the client ends a connection. */
public enum CloseMode {
    /** close(): FIN, and TIME_WAIT on this side. */
    FIN,
    /** close() with linger 0: RST, and no TIME_WAIT. */
    RST;

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
