package org.conntorture.plan;

import java.util.Locale;

/** The header by which a proxy tells a server whom it speaks for, sent before anything else on a connection. */
public enum ProxyProtocol {
    NONE,
    /** One line of text. */
    V1,
    /** Binary. */
    V2;

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
