package org.conntorture.diagnosis;

import static org.conntorture.diagnosis.CaseBuilder.local;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OdditiesTest {
    static Stream<Row> oddities() {
        return Stream.of(
                Row.of(
                        "a leak alone fails nothing",
                        local().leak(3, 15, 40_001),
                        "leaked-by-acceptor certain 0",
                        "15 sockets in CLOSE_WAIT held by pid 43 \"server\", 90 bytes unread",
                        "growing 120 per 100,000 attempts"),
                Row.of(
                        "a leak that grows slowly",
                        local().leak(0, 1, 40_001).attempts(20_000),
                        "leaked-by-acceptor certain 0",
                        "growing 5.0 per 100,000 attempts"),
                Row.of("a leak that does not grow", local().leak(15, 15, 40_001), ""),
                Row.of(
                        "cookies for nearly all",
                        local().moved("TcpExtSyncookiesSent", 9_900).moved("TcpExtSyncookiesRecv", 9_900),
                        "syncookies certain 0",
                        "SyncookiesSent +9,900, SyncookiesRecv +9,900, TCPReqQFullDoCookies +0"),
                Row.of(
                        "cookies for some may be another listener's",
                        local().moved("TcpExtSyncookiesSent", 400),
                        "syncookies possible 0"),
                Row.of(
                        "cookies for more than one connection in a thousand",
                        local().moved("TcpExtSyncookiesSent", 11),
                        "syncookies possible 0"),
                Row.of("cookies for a scanner", local().moved("TcpExtSyncookiesSent", 10), ""));
    }

    @ParameterizedTest
    @MethodSource("oddities")
    void shouldTellWhatMadeNoFailureYet(Row row) {
        row.check();
    }
}
