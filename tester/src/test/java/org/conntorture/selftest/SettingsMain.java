package org.conntorture.selftest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Another selftest that has changed a setting and is then killed; started by {@link GlobalSettingsTest}. */
final class SettingsMain {
    private SettingsMain() {}

    public static void main(String[] arguments) throws IOException {
        new GlobalSettings(Path.of(arguments[0]), Path.of(arguments[1])).change(Map.of("net/most", "1"));
        System.out.println("changed");
        System.in.read();
    }
}
