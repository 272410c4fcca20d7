package org.conntorture.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.conntorture.diagnosis.CauseId;
import org.conntorture.text.Counts;
import org.conntorture.text.Durations;

/** Settings that change what a connection meets. Pure; called by {@link Doctor}. */
final class SettingCheck {
    /** The kernel's default since 5.4 is 4096, before that 128, which a burst fills. */
    private static final long SHORT_BACKLOG = 1024;

    private static final long STRICT = 1;
    /** TCP_RTO_MAX of include/net/tcp.h. */
    private static final long LONGEST_PAUSE_SECONDS = 120;

    private SettingCheck() {}

    static Advice somaxconn(Host host) {
        OptionalLong most = host.sysctl().number("net.core.somaxconn");
        String subject = "somaxconn";
        if (most.isEmpty()) {
            return Advice.warning(subject, "net.core.somaxconn cannot be read");
        }
        String is = "is " + most.getAsLong() + ": no accept queue may be longer";
        return most.getAsLong() >= SHORT_BACKLOG
                ? Advice.ok(subject, is)
                : Advice.warning(
                        subject,
                        is + ", whatever listen() asks for; sysctl -w net.core.somaxconn=4096 and restart the servers"
                                + Advice.seePage(CauseId.SLOW_ACCEPT));
    }

    static Advice abortOnOverflow(Host host) {
        OptionalLong aborts = host.sysctl().number("net.ipv4.tcp_abort_on_overflow");
        String subject = "abort overflow";
        if (aborts.isEmpty()) {
            return Advice.warning(subject, "net.ipv4.tcp_abort_on_overflow cannot be read");
        }
        return aborts.getAsLong() == 0
                ? Advice.ok(subject, "tcp_abort_on_overflow is 0: a full accept queue drops, and clients try again")
                : Advice.warning(
                        subject,
                        "tcp_abort_on_overflow is 1: a full accept queue resets clients that are connected already;"
                                + " sysctl -w net.ipv4.tcp_abort_on_overflow=0"
                                + Advice.seePage(CauseId.ABORT_ON_OVERFLOW));
    }

    static Advice reversePathFilter(Host host) {
        OptionalLong all = host.sysctl().number("net.ipv4.conf.all.rp_filter");
        OptionalLong usual = host.sysctl().number("net.ipv4.conf.default.rp_filter");
        OptionalLong dropped = host.counters().value("TcpExtIPReversePathFilter");
        String subject = "rp_filter";
        if (all.isEmpty()) {
            return Advice.warning(subject, "net.ipv4.conf.all.rp_filter cannot be read");
        }
        String is = "all " + all.getAsLong() + (usual.isPresent() ? ", default " + usual.getAsLong() : "");
        if (dropped.orElse(0) > 0) {
            return Advice.warning(
                    subject,
                    is + ", and it has dropped " + Counts.of(dropped.getAsLong())
                            + " packets since the start: set it to 2 on the interfaces they come in by"
                            + Advice.seePage(CauseId.REVERSE_PATH_FILTER));
        }
        boolean strict = all.getAsLong() == STRICT || usual.orElse(0) == STRICT;
        return Advice.ok(
                subject, is + (strict ? ", strict, and has dropped nothing" : ", not strict, and has dropped nothing"));
    }

    static Advice deadConnect(Host host) {
        OptionalLong retries = host.sysctl().number("net.ipv4.tcp_syn_retries");
        String subject = "dead connect";
        if (retries.isEmpty()) {
            return Advice.warning(subject, "net.ipv4.tcp_syn_retries cannot be read");
        }
        // A kernel without the setting has no such phase.
        long linear = host.sysctl().number("net.ipv4.tcp_syn_linear_timeouts").orElse(0);
        List<Long> timerSeconds = timerSeconds(retries.getAsLong(), linear);
        List<String> repeats = timerSeconds.subList(0, timerSeconds.size() - 1).stream()
                .map(String::valueOf)
                .toList();
        return Advice.ok(
                subject,
                "an unanswered SYN is repeated after " + String.join(" ", repeats) + " s and given up after "
                        + Durations.inWords(Duration.ofSeconds(timerSeconds.get(timerSeconds.size() - 1)))
                        + " (tcp_syn_retries " + retries.getAsLong() + ", tcp_syn_linear_timeouts " + linear + ")");
    }

    /**
     * When the timer fires, seconds after the first SYN, the last time to give up. As tcp_write_timeout of
     * net/ipv4/tcp_timer.c: it gives up after {@code retries + linear} repetitions, or at a firing not before the time
     * that {@code retries} doubling pauses would have taken. Measured on 6.18 with 1 and 0, 1 and 4, 2 and 1.
     */
    static List<Long> timerSeconds(long retries, long linear) {
        long patience = 0;
        for (long i = 0; i <= retries; i++) {
            patience += doubled(i);
        }
        List<Long> fired = new ArrayList<>();
        long seconds = 0;
        for (long repeated = 0; ; repeated++) {
            seconds += doubled(Math.max(0, repeated - linear));
            fired.add(seconds);
            if (repeated >= retries + linear || seconds >= patience) {
                return fired;
            }
        }
    }

    private static long doubled(long times) {
        return times >= Long.SIZE - 1 ? LONGEST_PAUSE_SECONDS : Math.min(LONGEST_PAUSE_SECONDS, 1L << times);
    }
}
