package org.conntorture.report;

import java.util.LinkedHashMap;
import java.util.Map;
import org.conntorture.plan.CloseMode;
import org.conntorture.plan.ConnectionUse;
import org.conntorture.plan.Load;
import org.conntorture.plan.ProxyProtocol;
import org.conntorture.plan.Stage;
import org.conntorture.plan.Tls;
import org.conntorture.text.Counts;
import org.conntorture.text.Durations;

/** What a plan says of its connections beside what is said on them: only what is not plain. */
final class ConnectionUseText {
    private final Load load;

    ConnectionUseText(Load load) {
        this.load = load;
    }

    /** Text by label. */
    Map<String, String> items() {
        ConnectionUse manners = load.manners();
        Map<String, String> items = new LinkedHashMap<>();
        if (manners.requestsPerConnection() > 1) {
            items.put("connection", Counts.of(manners.requestsPerConnection()) + " exchanges, one after the other");
        }
        if (load.closeMode() == CloseMode.KEEP) {
            items.put("hold", "idle for " + Durations.inWords(manners.hold()) + " before the last exchange");
        }
        if (load.closeMode().waitsForServer()) {
            items.put("close", "the server has " + Durations.inWords(manners.closeTimeout()) + " to close");
        }
        if (manners.proxyProtocol() != ProxyProtocol.NONE) {
            items.put(
                    "proxy",
                    "PROXY protocol " + manners.proxyProtocol().id()
                            + " before all else, for made-up clients (198.51.100.0/24, 2001:db8::/32)");
        }
        if (manners.tls() != null) {
            items.put("tls", tls(manners.tls()));
        }
        return items;
    }

    private static String tls(Tls tls) {
        String trust = tls.insecure()
                ? "any certificate is taken"
                : "authorities of " + (tls.caCert() == null ? "the JDK" : tls.caCert()) + " are trusted";
        return (tls.resume() ? "sessions are resumed, " : "a full handshake each time, ")
                + trust
                + (tls.serverName() == null ? "" : ", server name " + tls.serverName())
                + (tls.cert() == null ? "" : ", own certificate " + tls.cert())
                + (tls.alpn().isEmpty() ? "" : ", ALPN " + String.join(", ", tls.alpn()));
    }

    /** {@code 500 attempts at once each second for 10 seconds}. */
    static String stage(Stage stage) {
        String during = stage.isEndless() ? "" : " for " + Durations.inWords(stage.duration());
        if (stage.burst() > 0) {
            return Counts.of(stage.burst()) + " attempts at once, again each " + Durations.inWords(stage.every())
                    + during;
        }
        if (stage.fromRate() == 0 && stage.toRate() == 0) {
            return "none" + during;
        }
        String from = PlanText.rate(stage.fromRate());
        return (stage.fromRate() == stage.toRate()
                        ? from
                        : from + " rising or falling to " + PlanText.rate(stage.toRate()))
                + " attempts a second" + during;
    }
}
