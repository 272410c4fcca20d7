package org.conntorture.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One reply in 50 is wrong, and whether that is a fault depends on what is expected. */
class ExpectationsIT {
    @TempDir
    private Path directory;

    @BeforeEach
    void writeScenario() throws Exception {
        Files.writeString(directory.resolve("tolerant.yaml"), """
                name: tolerant
                rounds: 8
                ends: {attempts: 2400}
                targets:
                  - {name: java, role: control, builtin: echo}
                  - name: sloppy
                    role: subject
                    builtin: busted:corrupt
                    options: ["--every=50"]
                    expect: [failure_rate < 5%, connect.p50 < 2s]
                """);
    }

    @Test
    void shouldTolerateWhatIsExpected() throws Exception {
        Tester tester = run();

        assertThat(tester.exitCode()).as(tester.out() + tester.err()).isZero();
        assertThat(tester.json().path("summary").asString())
                .startsWith("PASS: sloppy keeps what is expected: 48 of 2,400 attempts failed");
        assertThat(findings(tester))
                .anyMatch(text -> text.startsWith("keeps failure_rate < 5%: 2 %"))
                .anyMatch(text -> text.startsWith("keeps connect.p50 < 2s: "));
        assertThat(tester.target("sloppy").path("failures").asLong()).isEqualTo(48);
    }

    @Test
    void shouldFailWhenALimitOfTheCommandLineIsBroken() throws Exception {
        Tester tester = run("--expect", "failure_rate < 1%", "--expect", "java: failures == 0");

        assertThat(tester.exitCode()).as(tester.out() + tester.err()).isEqualTo(3);
        assertThat(tester.json().path("summary").asString()).startsWith("FAIL: sloppy answers wrongly");
        assertThat(findings(tester))
                .anyMatch(text -> text.startsWith("breaks failure_rate < 1%: 2 %"))
                .contains("keeps failures == 0: 0 of 2,400");
    }

    @Test
    void shouldFailForACauseThatMustNotBe() throws Exception {
        Tester tester = run("--expect", "no cause(wrong-reply)", "--expect", "counter(TCPAbortOnMemory) == 0");

        assertThat(tester.exitCode()).as(tester.out() + tester.err()).isEqualTo(3);
        assertThat(tester.json().path("summary").asString())
                .isEqualTo("FAIL: sloppy breaks no cause(wrong-reply): wrong-reply, certain.");
        assertThat(findings(tester)).contains("keeps counter(TCPAbortOnMemory) == 0: +0");
    }

    private Tester run(String... more) throws Exception {
        List<String> words = new ArrayList<>(List.of("run", "tolerant.yaml", "-o", "result"));
        words.addAll(List.of(more));
        return Tester.run(directory, words.toArray(String[]::new));
    }

    private static List<String> findings(Tester tester) throws Exception {
        List<String> texts = new ArrayList<>();
        tester.json()
                .path("findings")
                .forEach(finding -> texts.add(finding.path("text").asString()));
        return texts;
    }
}
