package org.conntorture.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxyLogReaderTest {
    @TempDir
    Path directory;

    @Test
    void shouldCountStatusesAndKeepUnexpectedLines() throws IOException {
        Path access = Files.writeString(directory.resolve("access.log"), """
                40001 200 200 0.001 "GET / HTTP/1.1"
                40002 504 504 1.001 "GET / HTTP/1.1"
                40001 200 200 0.001 "GET / HTTP/1.1"
                40003 499 - 0.500
                40004 503
                127.0.0.1 - - [26/Nov/2026] "GET / HTTP/1.1" 200 5
                """);

        ProxyLog log = ProxyLogReader.read(Optional.of(access), Optional.empty(), 200);

        assertThat(log.statuses()).containsOnly(entry(200, 2L), entry(499, 1L), entry(503, 1L), entry(504, 1L));
        assertThat(log.unexpected())
                .containsExactly(
                        new ProxyLog.Line(40002, 504, "504"),
                        new ProxyLog.Line(40003, 499, "-"),
                        new ProxyLog.Line(40004, 503, ""));
        assertThat(log.unreadable()).isEqualTo(1);
        assertThat(log.errors()).isEmpty();
    }

    @Test
    void shouldCountErrorsByTheServerBehind() throws IOException {
        Path errors = Files.writeString(directory.resolve("error.log"), """
                2026/11/26 01:00:01 [error] 7#7: *1 upstream timed out (110: Connection timed out) while reading response header from upstream, client: 127.0.0.1, server: , request: "GET / HTTP/1.1", upstream: "http://127.0.0.1:8085/", host: "x"
                2026/11/26 01:00:02 [error] 7#7: *2 connect() failed (111: Connection refused) while connecting to upstream, client: 127.0.0.1, server: , request: "GET /a HTTP/1.1", upstream: "http://[::1]:8086/a", host: "x"
                2026/11/26 01:00:03 [error] 7#7: *3 connect() failed (111: Connection refused) while connecting to upstream, client: 127.0.0.1, server: , request: "GET / HTTP/1.1", upstream: "http://127.0.0.1:8085/", host: "x"
                2026/11/26 01:00:04 [crit] 7#7: *4 connect() to unix:/run/app.sock failed (2: No such file or directory) while connecting to upstream, client: 127.0.0.1, server: , request: "GET / HTTP/1.1", upstream: "http://unix:/run/app.sock:/", host: "x"
                2026/11/26 01:00:05 [error] 7#7: *5 no live upstreams while connecting to upstream, client: 127.0.0.1, server: , request: "GET / HTTP/1.1", host: "x"
                """);

        assertThat(ProxyLogReader.read(Optional.empty(), Optional.of(errors), 200)
                        .servers())
                .containsExactly(entry("127.0.0.1:8085", 2L), entry("[::1]:8086", 1L), entry("unix:/run/app.sock", 1L));
    }

    @Test
    void shouldCountErrorsByWhatTheySay() throws IOException {
        Path errors = Files.writeString(directory.resolve("error.log"), """
                2026/11/26 01:00:00 [notice] 7#7: signal process started
                2026/11/26 01:00:01 [error] 7#7: *1843 upstream timed out (110: Connection timed out) while reading response header from upstream, client: 127.0.0.1, server: , request: "GET / HTTP/1.1", upstream: "http://127.0.0.1:8085/", host: "x"
                2026/11/26 01:00:02 [error] 8#8: *1999 upstream timed out (110: Connection timed out) while reading response header from upstream, client: 127.0.0.1, server: , request: "GET /a, client: HTTP/1.1"
                2026/11/26 01:00:03 [error] 8#8: *2001 recv() failed (104: Connection reset by peer) while reading response header from upstream, client: 127.0.0.1
                2026/11/26 01:00:04 [alert] 8#8: 1024 worker_connections are not enough
                2026/11/26 01:00:05 [alert] 8#8: 2048 worker_connections are not enough
                """);

        ProxyLog log = ProxyLogReader.read(Optional.empty(), Optional.of(errors), 200);

        assertThat(log.errors())
                .containsExactly(
                        entry("N worker_connections are not enough", 2L),
                        entry(
                                "upstream timed out (110: Connection timed out) while reading response header from upstream",
                                2L),
                        entry(
                                "recv() failed (104: Connection reset by peer) while reading response header from upstream",
                                1L));
    }
}
