package org.conntorture.doctor;

import java.util.List;
import java.util.OptionalLong;
import org.conntorture.diagnosis.CauseId;
import org.conntorture.kernel.PortRange;
import org.conntorture.text.Counts;

/** How many new connections the source ports carry. Pure; called by {@link Doctor}. */
final class PortCheck {
    private static final String SUBJECT = "source ports";
    /** How long a closed connection keeps its port, seconds: TCP_TIMEWAIT_LEN of include/net/tcp.h. */
    private static final int TIME_WAIT_SECONDS = 60;
    /** After this a port in TIME_WAIT is reused where tcp_tw_reuse allows it. */
    private static final int REUSE_SECONDS = 1;

    private static final long REUSE_EVERYWHERE = 1;
    private static final long REUSE_ON_LOOPBACK = 2;

    private PortCheck() {}

    static List<Advice> sourcePorts(Host host) {
        return List.of(PortRange.read(host.sysctl())
                .map(range -> budget(host, range.usable()))
                .orElseGet(() -> Advice.warning(SUBJECT, "net.ipv4.ip_local_port_range cannot be read")));
    }

    private static Advice budget(Host host, int ports) {
        int offLoopback = ports / restSeconds(host, true);
        int onLoopback = ports / restSeconds(host, false);
        String figures = Counts.of(ports) + " ports" + inTimeWait(host) + " carry about "
                + Counts.of(offLoopback) + " new connections a second to one destination off loopback, "
                + Counts.of(onLoopback) + " on loopback";
        Purpose purpose = host.purpose();
        int carried = purpose.isOffLoopback() ? offLoopback : onLoopback;
        double rate = purpose.ratePerSecond();
        if (purpose.target().isPresent() && rate > carried) {
            long lastingSeconds = (long) (ports / rate);
            return Advice.warning(
                    SUBJECT,
                    figures + ": " + Counts.of((long) rate) + " a second use them up in " + Counts.of(lastingSeconds)
                            + " s; " + remedies());
        }
        if (purpose.isOffLoopback() && rate == 0) {
            return Advice.warning(SUBJECT, figures + ": a run without --rate uses them up; " + remedies());
        }
        return Advice.ok(SUBJECT, figures);
    }

    private static String inTimeWait(Host host) {
        OptionalLong timeWait = host.gauges().timeWait();
        return timeWait.isPresent() && timeWait.getAsLong() > 0
                ? " (in TIME_WAIT rest now " + Advice.count(timeWait.getAsLong(), "connection") + ")"
                : "";
    }

    private static String remedies() {
        return "use --close rst, --source with several addresses or --source-ports, or widen"
                + " net.ipv4.ip_local_port_range" + Advice.seePage(CauseId.PORT_EXHAUSTION);
    }

    /** Reuse off loopback needs timestamps on both sides. */
    private static int restSeconds(Host host, boolean offLoopback) {
        long reuse = host.sysctl().number("net.ipv4.tcp_tw_reuse").orElse(0);
        boolean reused = reuse == REUSE_EVERYWHERE || reuse == REUSE_ON_LOOPBACK && !offLoopback;
        return reused ? REUSE_SECONDS : TIME_WAIT_SECONDS;
    }

    static List<Advice> timeWaitReuse(Host host) {
        OptionalLong reuse = host.sysctl().number("net.ipv4.tcp_tw_reuse");
        String subject = "tcp_tw_reuse";
        if (reuse.isEmpty()) {
            return List.of(Advice.warning(subject, "net.ipv4.tcp_tw_reuse cannot be read"));
        }
        String is = "is " + reuse.getAsLong() + ": ";
        if (reuse.getAsLong() == REUSE_EVERYWHERE || reuse.getAsLong() == REUSE_ON_LOOPBACK) {
            String where = reuse.getAsLong() == REUSE_EVERYWHERE ? "everywhere" : "on loopback alone";
            return List.of(Advice.ok(subject, is + "ports in TIME_WAIT are used again after 1 s, " + where));
        }
        return List.of(Advice.warning(
                subject,
                is + "a port rests 60 s in TIME_WAIT even on loopback; sysctl -w net.ipv4.tcp_tw_reuse=2, or 1 where"
                        + " the kernel has no 2"));
    }
}
