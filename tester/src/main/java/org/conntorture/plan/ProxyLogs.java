package org.conntorture.plan;

/**
 * What a proxy writes of its own accord, in files of its directory WORK.
 *
 * @param access a line for each request, which begins with the client's port, the status and one word more, or null
 * @param errors its error log, or null
 */
public record ProxyLogs(String access, String errors) {
    public ProxyLogs {
        if (access == null && errors == null) {
            throw new IllegalArgumentException("logs needs access, errors or both");
        }
    }
}
