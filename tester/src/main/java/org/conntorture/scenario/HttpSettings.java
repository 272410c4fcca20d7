package org.conntorture.scenario;

import static org.conntorture.scenario.Overrides.first;

import java.util.LinkedHashMap;
import java.util.Map;
import org.conntorture.plan.Payload;
import org.conntorture.plan.Workload;

/**
 * What is set of an HTTP request; null is not set.
 *
 * @param headers by name, empty for none set
 */
public record HttpSettings(String method, String path, Map<String, String> headers, Integer status) {
    static final HttpSettings NONE = new HttpSettings(null, null, Map.of(), null);
    private static final int OK = 200;

    /** These settings, and those of {@code base} where nothing is set; headers are set one by one. */
    HttpSettings over(HttpSettings base) {
        Map<String, String> all = new LinkedHashMap<>(base.headers);
        headers.forEach((name, value) -> {
            all.keySet().removeIf(name::equalsIgnoreCase);
            all.put(name, value);
        });
        return new HttpSettings(first(method, base.method), first(path, base.path), all, first(status, base.status));
    }

    /** With a body the method is POST unless another is set. */
    Workload.Http http(Payload body) {
        return new Workload.Http(
                first(method, body.length() > 0 ? "POST" : "GET"), first(path, "/"), headers, first(status, OK));
    }
}
