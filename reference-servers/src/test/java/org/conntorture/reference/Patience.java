package org.conntorture.reference;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** How long tests await a condition: a slow machine makes them slow, never red. JUnit finds it in META-INF/services. */
public final class Patience implements BeforeAllCallback {
    private static final Duration LONG = Duration.ofMinutes(5);

    @Override
    public void beforeAll(ExtensionContext tests) {
        Awaitility.setDefaultTimeout(LONG);
    }
}
