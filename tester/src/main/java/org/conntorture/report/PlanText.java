package org.conntorture.report;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.conntorture.plan.Ends;
import org.conntorture.plan.Expectation;
import org.conntorture.plan.Load;
import org.conntorture.plan.RunPlan;
import org.conntorture.plan.Shard;
import org.conntorture.plan.Sources;
import org.conntorture.plan.TransportChoice;
import org.conntorture.plan.Workload;
import org.conntorture.text.Counts;
import org.conntorture.text.Durations;
import org.conntorture.text.Texts;
import org.conntorture.text.WrappedText;

/** The plan of a run in words, for {@code --dry-run} and for the start and the end of every run; made on any thread. */
public final class PlanText {
    private static final int LABEL_WIDTH = 11;
    /** More of them are given as first and last. */
    private static final int MOST_LISTED_ADDRESSES = 4;
    /** A payload of a megabyte is not a plan. */
    private static final int MOST_PAYLOAD_CHARACTERS = 60;

    private final RunPlan plan;
    private final WrappedText page = new WrappedText();

    private PlanText(RunPlan plan) {
        this.plan = plan;
    }

    public static String of(RunPlan plan) {
        PlanText text = new PlanText(plan);
        text.title();
        text.load();
        plan.expectations().forEach(expectation -> text.item("expect", expected(expectation)));
        TargetText targets = new TargetText(text.page);
        plan.targets().forEach(targets::add);
        return text.page.toString();
    }

    private void title() {
        String description = plan.description();
        boolean described = description != null && !description.isBlank();
        page.paragraph("", "plan " + plan.name() + (described ? ": " + description : ""));
    }

    private void load() {
        Load load = plan.ownLoad();
        if (!plan.shard().equals(Shard.WHOLE)) {
            item("shard", shard(plan.shard()));
        }
        item("order", order());
        item(
                "attempt",
                attempt(load.workload()) + ", close with " + load.closeMode().text());
        new ConnectionUseText(load).items().forEach(this::item);
        item("load", workers(load));
        item("end", "of each target after " + ends(load.ends()) + inAllRounds());
        item("warm-up", warmup(load.warmup()));
        item(
                "time-outs",
                Durations.inWords(load.connectTimeout()) + " to connect, " + Durations.inWords(load.replyTimeout())
                        + " from there to the end of the reply");
        item("transport", transport());
        item("source", source(load.sources()));
    }

    private static String shard(Shard shard) {
        String together = shard.startsTogether() ? ", begins at " + shard.startAt() : "";
        return shard.number() + " of " + shard.count() + together
                + (shard.count() > 1 ? "; attempts, rate and sources are its share, stages are those of all" : "");
    }

    private static String expected(Expectation expectation) {
        return expectation.text() + " of " + (expectation.target() == null ? "every subject" : expectation.target());
    }

    private void item(String label, String text) {
        page.paragraph("  " + label + " ".repeat(LABEL_WIDTH - label.length()), text);
    }

    private String order() {
        int targets = plan.targets().size();
        if (targets == 1) {
            return plan.rounds() == 1 ? "one target, one turn" : "one target, " + plan.rounds() + " turns";
        }
        return targets + " targets in turn, " + plan.rounds()
                + (plan.rounds() == 1 ? " round" : " rounds, each in the opposite order of the last (A B B A)");
    }

    private static String attempt(Workload workload) {
        Workload.Http http = workload.http();
        if (http == null) {
            String expected = workload.expectedReply() == null
                    ? ""
                    : ", expect '" + Texts.plain(workload.expectedReply().text()) + "'";
            return workload.kind().id() + ": " + workload.kind().course(payload(workload)) + expected;
        }
        String body = workload.payload().length() == 0 ? "" : " with " + payload(workload);
        return workload.kind().id() + ": "
                + workload.kind().course(http.method() + " " + http.path() + body) + ", expect status "
                + http.status();
    }

    private static String payload(Workload workload) {
        String text = workload.payload().length() == 0
                ? "nothing"
                : workload.payload().toString();
        return text.length() <= MOST_PAYLOAD_CHARACTERS
                ? text
                : text.substring(0, MOST_PAYLOAD_CHARACTERS) + "... ("
                        + Counts.of(workload.payload().length()) + " bytes)";
    }

    private static String workers(Load load) {
        String threads = load.threads() == 1 ? "one thread" : load.threads() + " threads";
        String workers = load.workers() == 1 ? "1 worker" : Counts.of(load.workers()) + " workers";
        if (!load.stages().isEmpty()) {
            return load.stages().stream().map(ConnectionUseText::stage).collect(Collectors.joining("; "))
                    + "; by at most " + workers + " on " + threads;
        }
        return load.ratePerSecond() == 0
                ? workers + " on " + threads + ", each with a new connection as soon as its last one is closed"
                : rate(load.ratePerSecond()) + " attempts a second, started on schedule by at most " + workers + " on "
                        + threads;
    }

    static String rate(double ratePerSecond) {
        return ratePerSecond == Math.rint(ratePerSecond)
                ? Counts.of((long) ratePerSecond)
                : Double.toString(ratePerSecond);
    }

    private static String ends(Ends ends) {
        List<String> found = new ArrayList<>();
        if (ends.attempts() > 0) {
            found.add(ends.attempts() == 1 ? "1 attempt" : Counts.of(ends.attempts()) + " attempts");
        }
        if (ends.duration() != null) {
            found.add(Durations.inWords(ends.duration()));
        }
        if (ends.failures() > 0) {
            found.add(ends.failures() == 1 ? "1 failure" : Counts.of(ends.failures()) + " failures");
        }
        return String.join(" or ", found) + (found.size() > 1 ? ", whichever comes first" : "");
    }

    private String inAllRounds() {
        return plan.rounds() == 1 ? "" : ", in all its turns together";
    }

    private static String warmup(Duration warmup) {
        return warmup.isZero()
                ? "none"
                : "the first " + Durations.inWords(warmup)
                        + " of each turn, at most a tenth of it: latencies are not recorded, failures count";
    }

    private String transport() {
        TransportChoice choice = plan.load().transport();
        return choice != TransportChoice.AUTO
                ? choice.id()
                : "the first of " + (plan.fitsIoUring() ? "io_uring, epoll" : "epoll") + " and nio that works here";
    }

    private static String source(Sources sources) {
        if (sources.isKernels()) {
            return "address and port as the kernel chooses";
        }
        String ports = sources.choosesPort()
                ? "ports " + sources.firstPort() + " to " + sources.lastPort() + " in turn"
                : "ports as the kernel chooses";
        return addresses(sources.addresses()) + ", " + ports;
    }

    private static String addresses(List<InetAddress> addresses) {
        if (addresses.isEmpty()) {
            return "address as the kernel chooses";
        }
        if (addresses.size() > MOST_LISTED_ADDRESSES) {
            return addresses.get(0).getHostAddress() + " to "
                    + addresses.get(addresses.size() - 1).getHostAddress() + " in turn (" + addresses.size()
                    + " addresses)";
        }
        return addresses.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", "));
    }
}
