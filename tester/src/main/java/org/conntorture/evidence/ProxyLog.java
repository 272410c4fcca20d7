package org.conntorture.evidence;

import java.util.List;
import java.util.Map;

/**
 * What a proxy says of its requests itself.
 *
 * @param statuses lines of its access log with each status
 * @param unexpected the first lines whose status is not the one the load expects, in their order
 * @param errors lines of its error log by their message, without what differs from line to line; the most frequent first
 * @param servers the same by the server behind it that they name; the most frequent first
 * @param unreadable lines of the access log that do not begin with a port and a status
 */
public record ProxyLog(
        Map<Integer, Long> statuses,
        List<Line> unexpected,
        Map<String, Long> errors,
        Map<String, Long> servers,
        long unreadable) {

    /** Results of earlier versions know of no servers. */
    public ProxyLog {
        servers = servers == null ? Map.of() : servers;
    }

    /** Of a log whose errors name no server. */
    public ProxyLog(Map<Integer, Long> statuses, List<Line> unexpected, Map<String, Long> errors, long unreadable) {
        this(statuses, unexpected, errors, Map.of(), unreadable);
    }

    /** @param note the word behind the status, such as the status of the server behind the proxy */
    public record Line(int port, int status, String note) {}
}
