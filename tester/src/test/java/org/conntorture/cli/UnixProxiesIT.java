package org.conntorture.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.conntorture.Needs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** nginx and HAProxy that listen on a unix socket. */
class UnixProxiesIT {
    @TempDir
    private Path directory;

    private Tester run(String name, String... arguments) throws Exception {
        List<String> words = new ArrayList<>(List.of("run", "-q", "-o", "result"));
        words.addAll(List.of(arguments));
        return Tester.run(Files.createDirectory(directory.resolve(name)), words.toArray(String[]::new));
    }

    private Process start(String... command) throws IOException {
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("server.log").toFile())
                .start();
    }

    @Test
    void shouldCountWhatProxiesAnswerOnUnixSockets() throws Exception {
        Needs.servers("nginx", "haproxy");
        Path socket = directory.resolve("p.sock");
        Path nginx = Files.writeString(directory.resolve("nginx.conf"), """
                daemon off; master_process off; pid %1$s/nginx.pid; error_log stderr;
                events {}
                http {
                    access_log %1$s/access.log;
                    client_body_temp_path %1$s; proxy_temp_path %1$s; fastcgi_temp_path %1$s;
                    uwsgi_temp_path %1$s; scgi_temp_path %1$s;
                    server { listen unix:%2$s; location / { return 503; } location = /well { return 200 "$host"; } }
                }
                """.formatted(directory, socket));
        Path haproxy = Files.writeString(directory.resolve("haproxy.cfg"), """
                defaults
                    mode http
                    timeout client 5s
                    timeout server 5s
                    timeout connect 5s
                frontend f
                    bind unix@%s
                    http-request return status 200 if { path /well }
                    http-request return status 503
                """.formatted(socket));
        for (String[] proxy : List.of(
                new String[] {"nginx", "-p", directory.toString(), "-c", nginx.toString()},
                new String[] {"haproxy", "-db", "-f", haproxy.toString()})) {
            Files.deleteIfExists(socket);
            Process server = start(proxy);
            try {
                await().until(() -> Files.exists(socket));

                Tester well = run(proxy[0] + "-well", "http://unix:" + socket + ":/well", "-n", "2000");
                assertThat(well.exitCode())
                        .as(proxy[0] + well.out() + well.err())
                        .isZero();
                Tester ill = run(proxy[0] + "-ill", "http://unix:" + socket + ":/ill", "-n", "2000");

                assertThat(ill.exitCode()).as(proxy[0] + ill.out()).isEqualTo(3);
                assertThat(ill.out()).contains("2,000  service-unavailable", "cause: proxy-error");
            } finally {
                server.destroy();
                server.waitFor();
            }
        }
        assertThat(Files.readAllLines(directory.resolve("access.log"))).hasSize(4000);
    }
}
