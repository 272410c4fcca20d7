package org.conntorture.kernel;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * One reading of all counters of a network namespace by nstat's names ({@code TcpOutRsts}, {@code
 * TcpExtListenOverflows}), with those of softnet_stat, nfnetlink_queue, nf_conntrack and the interfaces beside them. Read once a second
 * and around failures, by any thread.
 */
public final class Counters {
    /** Settings and gauges that stand among the counters: they have values, but how far they moved says nothing. */
    private static final Set<String> NO_COUNTERS = Set.of(
            "IpForwarding",
            "IpDefaultTTL",
            "TcpRtoAlgorithm",
            "TcpRtoMin",
            "TcpRtoMax",
            "TcpMaxConn",
            "TcpCurrEstab",
            "MPTcpExtMPCurrEstab");

    private final Map<String, Long> values;

    private Counters(Map<String, Long> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    /** What can be read of them; none where the namespace's processes are gone. */
    public static Counters read(NetFiles net) {
        Path directory = net.directory();
        Map<String, Long> values = new TreeMap<>();
        values.putAll(CounterTexts.namesAboveValues(directory.resolve("snmp")));
        values.putAll(CounterTexts.namesAboveValues(directory.resolve("netstat")));
        values.putAll(CounterTexts.nameBesideValue(directory.resolve("snmp6")));
        values.putAll(CounterTexts.softnet(directory.resolve("softnet_stat")));
        values.putAll(CounterTexts.nfqueue(directory.resolve("netfilter/nfnetlink_queue")));
        values.putAll(CounterTexts.conntrack(directory.resolve("stat/nf_conntrack")));
        values.putAll(CounterTexts.interfaces(directory.resolve("dev")));
        return new Counters(values);
    }

    /** Unknown where this kernel does not have the counter. */
    public OptionalLong value(String name) {
        Long value = values.get(name);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /**
     * How far each counter moved that is known then and now. One that went back is unknown: the namespace, the
     * processors or the modules are not the same any more.
     */
    public Deltas since(Counters earlier) {
        Map<String, Long> moved = new TreeMap<>();
        values.forEach((name, now) -> {
            Long then = earlier.values.get(name);
            if (then != null && now >= then && !NO_COUNTERS.contains(name)) {
                moved.put(name, now - then);
            }
        });
        return new Deltas(moved);
    }

    /** All that are known, sorted by name. */
    public Map<String, Long> values() {
        return values;
    }
}
