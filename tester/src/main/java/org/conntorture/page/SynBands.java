package org.conntorture.page;

import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.conntorture.chart.Band;
import org.conntorture.plan.Origin;

/** When the tester's kernel sends a SYN again that was not answered. */
final class SynBands {
    private static final String LINEAR = "net.ipv4.tcp_syn_linear_timeouts";
    private static final String RETRIES = "net.ipv4.tcp_syn_retries";
    private static final long SECOND_NS = 1_000_000_000;
    /** Of Linux where nobody set another. */
    private static final int USUAL_RETRIES = 6;

    private static final int MOST = 10;

    private SynBands() {}

    /** Whether what is sent to it begins with a SYN. */
    static boolean knownBy(Origin origin) {
        return !(origin instanceof Origin.Address known && known.address() instanceof UnixDomainSocketAddress);
    }

    /** @param settings of the tester's kernel by name; one before 6.5 does not have the first waits of equal length */
    static List<Band> of(Map<String, String> settings, Duration connectTimeout) {
        int linear = number(settings.get(LINEAR), 0);
        int most = Math.min(MOST, number(settings.get(RETRIES), USUAL_RETRIES) + linear);
        List<Band> bands = new ArrayList<>();
        long waitS = 1;
        long atS = 0;
        for (int sent = 1; sent <= most; sent++) {
            atS += waitS;
            if (atS * SECOND_NS > connectTimeout.toNanos()) {
                break;
            }
            bands.add(new Band(atS * SECOND_NS, "SYN " + (sent + 1) + ", " + atS + " s"));
            waitS = sent > linear ? waitS * 2 : waitS;
        }
        return bands;
    }

    private static int number(String text, int otherwise) {
        return text != null && text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : otherwise;
    }
}
