package org.conntorture.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessTrackTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "what it calls itself | PM2 v7.0.4: God | PM2 v7.0.4: God Daemon (/tmp/x)  | PM2 v7.0.4: God Daemon (/tmp/x)",
                "a program by its name | node           | /usr/local/bin/node echo.js      | node echo.js",
                "a relative path stays | server         | ./bin/server --port 8085         | ./bin/server --port 8085",
                "no command line       | kworker/0:1    | ''                               | kworker/0:1",
                "both ends of long ones| java           | /usr/bin/java -Xmx128m -XX:+UseSerialGC -jar /a/very/long/path/to/some/application.jar --port 8085 | java -Xmx128m -X...rialGC -jar /a/very/long/path/to/some/application.jar --port 8085",
            })
    void shouldNameAProcess(String reason, String name, String commandLine, String title) {
        String text = ProcessTrack.text(19720, name, commandLine);

        assertThat(text).as(reason).startsWith("pid 19720 \"").endsWith("\"");
        String shown = text.substring("pid 19720 \"".length(), text.length() - 1);
        assertThat(shown.length()).isLessThanOrEqualTo(70);
        if (title.contains("...")) {
            assertThat(shown)
                    .startsWith("java -Xmx128m -X...")
                    .endsWith("application.jar --port 8085")
                    .hasSize(70);
        } else {
            assertThat(shown).isEqualTo(title);
        }
    }
}
