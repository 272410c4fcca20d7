package org.conntorture.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.conntorture.plan.CloseMode;
import org.conntorture.plan.Ends;
import org.conntorture.plan.Load;
import org.conntorture.plan.Origin;
import org.conntorture.plan.Payload;
import org.conntorture.plan.Ready;
import org.conntorture.plan.Role;
import org.conntorture.plan.RunPlan;
import org.conntorture.plan.Sources;
import org.conntorture.plan.Target;
import org.conntorture.plan.TransportChoice;
import org.conntorture.plan.Workload;
import org.conntorture.support.LoadSketch;
import org.conntorture.support.TargetSketch;
import org.junit.jupiter.api.Test;

class PlanTextTest {
    @Test
    void shouldSayWhatWillBeDone() {
        RunPlan plan = new RunPlan(
                "go-vs-node-vs-pm2",
                "which of the servers loses connections under reload, and do plain servers on the same host lose any?",
                4,
                Runs.load().build(),
                List.of(
                        TargetSketch.of("java", one -> {
                            one.role = Role.CONTROL;
                            one.origin = new Origin.Builtin("echo", List.of("--backlog=128"));
                        }),
                        Runs.target("pm2", Role.SUBJECT),
                        Runs.reloaded("pm2-reload", "pm2")));

        assertThat(PlanText.of(plan)).isEqualTo("""
                plan go-vs-node-vs-pm2: which of the servers loses connections under reload, and do plain servers on
                the same host lose any?
                  order      3 targets in turn, 4 rounds, each in the opposite order of the last (A B B A)
                  attempt    echo: connect, write text 'hello\\n', read it back, compare every byte, close with FIN
                  load       5 workers on 2 threads, each with a new connection as soon as its last one is closed
                  end        of each target after 30 seconds, in all its turns together
                  warm-up    the first 2 seconds of each turn, at most a tenth of it: latencies are not recorded,
                             failures count
                  time-outs  10 seconds to connect, 5 seconds from there to the end of the reply
                  transport  the first of io_uring, epoll and nio that works here
                  source     address and port as the kernel chooses
                  control java
                    builtin  echo --backlog=128
                  subject pm2 (optional)
                    builtin  echo
                  subject pm2-reload (optional)
                    prepare  npm ci
                    start    pm2 start echo.js -i 2
                    ready    once its port accepts a connection, within 30 seconds
                    stop     pm2 kill
                    version  pm2 --version
                    port     a free one
                    workdir  reference-servers/node
                    env      PM2_HOME=pm2-home
                    compare  with pm2, the same but for the disturbance
                    disturb  pm2 reload all
                             every 3 seconds (while it is reloaded), ended after 30 seconds
                    requires node (package nodejs), npm (package npm)
                """);
    }

    @Test
    void shouldSayAnOpenLoopOfRequests() throws UnknownHostException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        Load load = LoadSketch.of(one -> {
            one.request("/health", 204);
            one.closeMode = CloseMode.RST;
            one.workers = 1_000;
            one.transport = TransportChoice.IO_URING;
            one.rate = 2_500;
            one.ends = new Ends(5_000_000, Duration.ofMinutes(5), 1);
            one.connectTimeout = Duration.ofMillis(500);
            one.sources = new Sources(loopbacks(256), 10_000, 20_000);
        });
        Target target = TargetSketch.at("suspect", new InetSocketAddress(loopback, 8080));

        assertThat(PlanText.of(new RunPlan("suspect", null, 1, load, List.of(target))))
                .isEqualTo("""
                plan suspect
                  order      one target, one turn
                  attempt    request: connect, GET /health over HTTP/1.1, expect status 204, close with RST
                  load       2,500 attempts a second, started on schedule by at most 1,000 workers on one thread
                  end        of each target after 5,000,000 attempts or 5 minutes or 1 failure, whichever comes
                             first
                  warm-up    none
                  time-outs  500 milliseconds to connect, 5 seconds from there to the end of the reply
                  transport  io_uring
                  source     127.0.0.0 to 127.0.0.255 in turn (256 addresses), ports 10000 to 20000 in turn
                  subject suspect
                    address  127.0.0.1:8080
                """);
    }

    @Test
    void shouldTellOfAServiceOfAComposeFile() {
        Origin.Compose compose = new Origin.Compose(
                Path.of("/s/compose.yaml"), "pm2", 8085, null, null, Map.of("A", "b"), Path.of("/s"), Ready.DEFAULT);
        Target target = TargetSketch.of("pm2", one -> one.origin = compose);

        assertThat(PlanText.of(new RunPlan("n", null, 1, new LoadSketch().build(), List.of(target))))
                .endsWith("""
                  subject pm2
                    compose  service pm2 of /s/compose.yaml, at its container's own address
                    ready    once its port accepts a connection, within 30 seconds
                    port     8085
                    workdir  /s
                    env      A=b
                """);
    }

    private static List<InetAddress> loopbacks(int count) {
        return IntStream.range(0, count).mapToObj(PlanTextTest::loopback).toList();
    }

    private static InetAddress loopback(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    @Test
    void shouldStayWithinATicketWhateverAScenarioHolds() {
        String script = "for i in 1 2 3; do\n  echo größer " + "x".repeat(300) + "\ndone";
        Origin.Command command = new Origin.Command(
                script, script, script, script, Map.of("NAME", script), Path.of("y".repeat(200)), 8085, Ready.DEFAULT);
        Target target = TargetSketch.of("a".repeat(64), one -> {
            one.origin = command;
            one.optional = true;
            one.requires = Map.of("t".repeat(90), "p");
        });
        Load load = LoadSketch.of(one -> {
            one.workload(Workload.Kind.ECHO, Payload.ofText("z".repeat(5_000)));
            one.rate = 0.5;
        });

        String text = PlanText.of(new RunPlan("n".repeat(150), "d ".repeat(200), 1, load, List.of(target)));

        assertThat(text.lines())
                .allSatisfy(line -> assertThat(line).matches("[ -~]{0,100}"))
                .hasSizeLessThan(60);
        assertThat(text).contains("(5,000 bytes), read it back").contains("a".repeat(64));
    }
}
