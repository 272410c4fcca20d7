package org.conntorture.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.conntorture.plan.Role;
import org.conntorture.plan.Workload;
import org.conntorture.store.ResultFile;
import org.conntorture.verdict.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A server under test in the JVM of the test, as another project has it. */
class ConntortureIT {
    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

    @Test
    void shouldPassAHealthyServerAndLeaveNothing() throws Exception {
        RunResult[] result = new RunResult[1];
        try (EchoServer server = new EchoServer(0)) {
            String printed = printed(() -> result[0] = Conntorture.against(server.address())
                    .attempts(2_000)
                    .workers(5)
                    .expect("attempt.p50 < 1s")
                    .run());

            assertThat(printed).isEmpty();
            assertThat(result[0].verdict()).as(result[0].summary()).isEqualTo(Verdict.PASS);
            TargetResult target = result[0].target(server.name());
            assertThat(target.role()).isEqualTo(Role.SUBJECT);
            assertThat(target.attempts()).isEqualTo(2_000);
            assertThat(target.failures()).isZero();
            assertThat(target.causes()).isEmpty();
            assertThat(target.connect().p99Ns()).isBetween(1_000L, 60_000_000_000L);
            assertThat(target.read().count()).isPositive();
        }
        assertThat(result[0].directory()).isEmpty();
        assertThat(scratches()).isEmpty();
    }

    @Test
    void shouldFailAServerThatClosesOneInAHundredWithoutAReply(@TempDir Path kept) throws Exception {
        try (EchoServer trusted = new EchoServer(0);
                EchoServer server = new EchoServer(100)) {
            RunResult result = Conntorture.against(server.address())
                    .control(trusted.address())
                    .attempts(2_400)
                    .rounds(8)
                    .keepResultsIn(kept)
                    .run();

            assertThat(result.verdict()).as(result.summary()).isEqualTo(Verdict.FAIL);
            assertThat(result.summary())
                    .startsWith("FAIL: " + server.name() + " closes connections without a reply (24 of 2,400; ")
                    .contains("the control " + trusted.name() + " is clean");
            assertThat(result.target(server.name()).failures()).isEqualTo(24);
            assertThat(result.target(server.name()).causes()).containsExactly("closed-without-reply");
            assertThat(result.target(trusted.name()).failures()).isZero();
            assertThat(result.directory())
                    .hasValueSatisfying(
                            directory -> assertThat(directory.getParent()).isEqualTo(kept));
            assertThat(ResultFile.read(result.directory().orElseThrow()).verdict())
                    .isEqualTo("FAIL");
        }
    }

    @Test
    void shouldFailForALimitOfTheCaller() throws Exception {
        try (EchoServer server = new EchoServer(0)) {
            RunResult result = Conntorture.against(server.address())
                    .attempts(500)
                    .workload(Workload.Kind.REPLY)
                    .payload("hello")
                    .expect("connect.p50 < 1us")
                    .run();

            assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
            assertThat(result.summary()).contains("breaks connect.p50 < 1us");
        }
    }

    static List<Arguments> wrongUses() {
        return List.of(
                Arguments.of("no target is given", Conntorture.against()),
                Arguments.of("allowPublic() says that it is", Conntorture.against("8.8.8.8:80")),
                Arguments.of(
                        "workers must be 1", Conntorture.against("127.0.0.1:1").workers(0)),
                Arguments.of(
                        "is not understood", Conntorture.against("127.0.0.1:1").expect("all is well")),
                Arguments.of(
                        "are the same address",
                        Conntorture.against("127.0.0.1:1").control("127.0.0.1:1")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongUses")
    void shouldRefuseWrongUse(String sentence, Conntorture wrong) {
        assertThatIllegalArgumentException().isThrownBy(wrong::run).withMessageContaining(sentence);
    }

    private static String printed(Supplier<?> work) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true));
        System.setErr(new PrintStream(printed, true));
        try {
            work.get();
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        return printed.toString();
    }

    /** Those this process made. */
    private static List<Path> scratches() throws IOException {
        String prefix = "conntorture-" + ProcessHandle.current().pid() + "-";
        try (Stream<Path> files = Files.list(TEMPORARY)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .toList();
        }
    }
}
