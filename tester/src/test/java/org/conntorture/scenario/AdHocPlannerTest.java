package org.conntorture.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.List;
import org.conntorture.plan.Ends;
import org.conntorture.plan.LoadSettings;
import org.conntorture.plan.Origin;
import org.conntorture.plan.Payload;
import org.conntorture.plan.Role;
import org.conntorture.plan.RunPlan;
import org.conntorture.plan.Setting;
import org.conntorture.plan.Target;
import org.conntorture.plan.Workload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdHocPlannerTest {
    private final AdHocPlanner planner = new AdHocPlanner();

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:8085,           127.0.0.1, 8085, 127.0.0.1-8085",
        "tcp://127.0.0.1:8085,     127.0.0.1, 8085, 127.0.0.1-8085",
        "TCP://localhost:1,        localhost, 1, localhost-1",
        "[::1]:80,                 0:0:0:0:0:0:0:1, 80, 0-0-0-0-0-0-0-1-80",
        "[::ffff:127.0.0.1]:80,    127.0.0.1, 80, 127.0.0.1-80"
    })
    void shouldReadAddresses(String text, String host, int port, String name) {
        RunPlan plan = planner.plan(List.of(text), List.of(), LoadSettings.NONE);
        Target target = plan.targets().get(0);
        assertThat(address(target).getHostString()).isEqualTo(host);
        assertThat(address(target).getPort()).isEqualTo(port);
        assertThat(target.name()).isEqualTo(name);
        assertThat(plan.name()).isEqualTo(name);
        assertThat(plan.load().workload().kind()).isEqualTo(Workload.Kind.ECHO);
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8080/health?a=b, 8080, /health?a=b",
        "http://localhost,                 80,   /",
        "http://localhost?a=b,             80,   /?a=b",
        "HTTP://[::1]/x,                   80,   /x"
    })
    void shouldRequestHttpTargets(String text, int port, String path) {
        RunPlan plan = planner.plan(List.of(text), List.of(), LoadSettings.NONE);
        assertThat(address(plan.targets().get(0)).getPort()).isEqualTo(port);
        assertThat(plan.load().workload())
                .isEqualTo(new Workload(Workload.Kind.REQUEST, Payload.NONE, new Workload.Http(path, 200)));
    }

    @ParameterizedTest
    @CsvSource({
        "unix:/run/app.sock,                  /run/app.sock, run-app.sock, ECHO,    ",
        "unix:///run/app.sock,                /run/app.sock, run-app.sock, ECHO,    ",
        "unix:/run/a b/.x:1,                  /run/a b/.x:1, run-a-b-.x-1, ECHO,    ",
        "tls://unix:/run/app.sock,            /run/app.sock, run-app.sock, ECHO,    ",
        "http://unix:/run/app.sock,           /run/app.sock, run-app.sock, REQUEST, /",
        "http://unix:/run/app.sock:/a?b=c:/d, /run/app.sock, run-app.sock, REQUEST, /a?b=c:/d",
        "https://unix:/run/app.sock:/a,       /run/app.sock, run-app.sock, REQUEST, /a"
    })
    void shouldReadUnixSockets(String text, String path, String name, Workload.Kind workload, String uri) {
        RunPlan plan = planner.plan(List.of(text), List.of(), LoadSettings.NONE);

        Target target = plan.targets().get(0);
        assertThat(target.origin()).isEqualTo(new Origin.Address(UnixDomainSocketAddress.of(path)));
        assertThat(target.name()).isEqualTo(name);
        assertThat(plan.load().workload().kind()).isEqualTo(workload);
        assertThat(uri == null || plan.load().workload().http().path().equals(uri))
                .isTrue();
        assertThat(plan.load().manners().tls() != null).isEqualTo(text.startsWith("tls") || text.startsWith("https"));
        assertThat(plan.fitsIoUring() || plan.usesPorts()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "unix:,               ''",
        "unix:run/app.sock,   ''",
        "unix:/run/,          ''",
        "http://unix:/,       http://"
    })
    void shouldRefuseAUnixSocketWithoutAnAbsolutePath(String text, String scheme) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> planner.plan(List.of(text), List.of(), LoadSettings.NONE))
                .withMessage("'" + text.substring(scheme.length())
                        + "' has no absolute path of a file; write unix:/path/to/socket");
    }

    @Test
    void shouldRefuseAUnixSocketThatTheKernelCannotName() {
        String longest = "unix:/" + "x".repeat(106);
        assertThat(planner.plan(List.of(longest), List.of(), LoadSettings.NONE).targets())
                .first()
                .extracting(Target::name)
                .isEqualTo("x".repeat(64));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> planner.plan(List.of(longest + "x"), List.of(), LoadSettings.NONE))
                .withMessageEndingWith("is 108 bytes long and the kernel takes 107; a symbolic link to its directory"
                        + " makes it shorter");
    }

    @Test
    void shouldKeepTheHostNameForTheHostHeader() {
        RunPlan plan = planner.plan(List.of("http://localhost:8080/"), List.of(), LoadSettings.NONE);
        assertThat(address(plan.targets().get(0)).getHostString()).isEqualTo("localhost");
    }

    @Test
    void shouldRunOnceWithoutControlsAndFourRoundsWithThem() {
        RunPlan alone = planner.plan(List.of("127.0.0.1:8085"), List.of(), LoadSettings.NONE);
        assertThat(alone.rounds()).isEqualTo(1);
        assertThat(alone.load().ends()).isEqualTo(new Ends(0, Duration.ofSeconds(30), 0));
        assertThat(alone.load().workload().payload()).isSameAs(Payload.DEFAULT);
        RunPlan compared = planner.plan(List.of("127.0.0.1:8085"), List.of("127.0.0.1:8086"), LoadSettings.NONE);
        assertThat(compared.rounds()).isEqualTo(4);
        assertThat(compared.name()).isEqualTo("127.0.0.1-8085");
        assertThat(compared.targets()).extracting(Target::role).containsExactly(Role.CONTROL, Role.SUBJECT);
    }

    @Test
    void shouldEndACleanControlWhereTheEndIsInFailures() {
        LoadSettings untilFailure = LoadSettings.NONE.with(Setting.FAILURES, 1L);
        AdHocPlanner planner = new AdHocPlanner();
        assertThat(planner.plan(List.of("127.0.0.1:1"), List.of(), untilFailure)
                        .load()
                        .ends())
                .isEqualTo(new Ends(0, null, 1));
        assertThat(planner.plan(List.of("127.0.0.1:1"), List.of("127.0.0.1:2"), untilFailure)
                        .load()
                        .ends())
                .isEqualTo(new Ends(0, Duration.ofSeconds(30), 1));
    }

    @Test
    void shouldLayTheCommandLineOverTheDefaults() {
        RunPlan ended =
                planner.plan(List.of("127.0.0.1:8085"), List.of(), LoadSettings.NONE.with(Setting.ATTEMPTS, 5L));
        assertThat(ended.load().ends()).isEqualTo(new Ends(5, null, 0));
        RunPlan connecting = planner.plan(List.of("http://127.0.0.1/x"), List.of(), workload(Workload.Kind.CONNECT));
        assertThat(connecting.load().workload()).isEqualTo(new Workload(Workload.Kind.CONNECT, Payload.NONE, null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            127.0.0.1             | '127.0.0.1' has no port; write 127.0.0.1:PORT
            127.0.0.1:            | '127.0.0.1:': the port must be 1 to 65535, was ''
            127.0.0.1:0           | '127.0.0.1:0': the port must be 1 to 65535, was '0'
            127.0.0.1:65536       | '127.0.0.1:65536': the port must be 1 to 65535, was '65536'
            127.0.0.1:http        | '127.0.0.1:http': the port must be 1 to 65535, was 'http'
            127.0.0.1:9999999999  | '127.0.0.1:9999999999': the port must be 1 to 65535, was '9999999999'
            :8085                 | ':8085' has no valid host; write host:port, such as 127.0.0.1:8085
            user@host:80          | 'user@host:80' has no valid host
            [localhost]:80        | '[localhost]:80' has no valid host
            ::1                   | '::1': an IPv6 address needs brackets, such as [::1]:8085
            x:80:90               | 'x:80:90' is not host:port, such as 127.0.0.1:8085
            no..such..host:80     | 'no..such..host:80': unknown host 'no..such..host'; check the spelling, or give its IP address
            127.0.0.1:80/health   | '127.0.0.1:80/health' has a path; for HTTP write http://127.0.0.1:80/health
            ftp://localhost/      | 'ftp://localhost/': ftp:// is not supported; write host:port, unix:/path, tls://host:port or http[s]://host[:port]/path
            ftp://unix:/x        | 'ftp://unix:/x': ftp:// is not supported; write host:port
            "http://localhost/a b" | path must begin with / and have no space, was '/a b'
            tcp://localhost       | 'localhost' has no port; write localhost:PORT
            """)
    void shouldRefuseTargets(String text, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> planner.plan(List.of(text), List.of(), LoadSettings.NONE))
                .withMessageStartingWith(sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            127.0.0.1:8085     | tcp://127.0.0.1:8085  | are the same address; give each address once, as a target or as a control
            127.0.0.1:8085     | http://127.0.0.1:8086 | are of different protocols; give all as host:port, or all as http://, https:// or tls://
            http://127.0.0.1/a | http://127.0.0.2/b    | have different paths; all targets of a run are asked for the same one
            """)
    void shouldRefuseTargetsThatCannotBeCompared(String target, String control, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> planner.plan(List.of(target), List.of(control), LoadSettings.NONE))
                .withMessage("'" + control + "' and '" + target + "' " + sentence);
    }

    @Test
    void shouldRefuseSettingsThatDoNotFit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> planner.plan(List.of(), List.of("127.0.0.1:1"), LoadSettings.NONE))
                .withMessageStartingWith("no target is given");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> planner.plan(List.of("tcp://127.0.0.1:1"), List.of(), workload(Workload.Kind.REQUEST)))
                .withMessage("workload request needs http:// or https:// targets; write http://127.0.0.1:1/");
    }

    private static LoadSettings workload(Workload.Kind kind) {
        return LoadSettings.NONE.with(Setting.WORKLOAD, kind);
    }

    private static InetSocketAddress address(Target target) {
        return target.origin().knownInet().orElseThrow();
    }
}
