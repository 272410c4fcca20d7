package org.conntorture.scenario;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.conntorture.plan.LoadPlanner;
import org.conntorture.plan.LoadSettings;
import org.conntorture.plan.Role;
import org.conntorture.plan.RunPlan;
import org.conntorture.plan.Setting;
import org.conntorture.plan.Target;
import org.conntorture.plan.Workload;

/** Plans a run of targets given on the command line, without a scenario file. Called by the command line. */
public final class AdHocPlanner {
    private static final Duration DURATION = Duration.ofSeconds(30);

    private final LoadPlanner loadPlanner = LoadPlanner.ofThisMachine();

    /**
     * @param targets subjects: {@code host:port}, {@code unix:/path}, {@code tcp://host:port}, {@code tls://host:port} or
     *     {@code http[s]://host[:port]/path}; the latter ones also with {@code unix:/path} for the host
     * @param controls in the same forms
     * @throws IllegalArgumentException with one sentence where they do not make a plan
     */
    public RunPlan plan(List<String> targets, List<String> controls, LoadSettings given) {
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("no target is given; write host:port, such as 127.0.0.1:8085");
        }
        List<AdHocTarget> subjects =
                targets.stream().map(AdHocTarget::parse).flatMap(List::stream).toList();
        List<AdHocTarget> trusted =
                controls.stream().map(AdHocTarget::parse).flatMap(List::stream).toList();
        List<AdHocTarget> all = new ArrayList<>(trusted);
        all.addAll(subjects);
        requireDistinct(all);
        requireAlike(all);
        LoadSettings settings = settings(all, given);
        List<Target> planned = new ArrayList<>();
        trusted.forEach(target -> planned.add(target.target(Role.CONTROL)));
        subjects.forEach(target -> planned.add(target.target(Role.SUBJECT)));
        int rounds = settings.or(Setting.ROUNDS, controls.isEmpty() ? 1 : Setting.ROUNDS.standard());
        return new RunPlan(
                planned.get(trusted.size()).name(),
                "",
                rounds,
                loadPlanner.plan(settings.endingWithStages(rounds)),
                planned);
    }

    private static LoadSettings settings(List<AdHocTarget> all, LoadSettings given) {
        AdHocTarget first = all.get(0);
        if (given.get(Setting.WORKLOAD) == Workload.Kind.REQUEST && !first.isHttp()) {
            throw new IllegalArgumentException("workload request needs http:// or https:// targets; write http://"
                    + first.text().replaceFirst("^[a-z]+://", "") + "/");
        }
        LoadSettings merged = given.over(ofTarget(first), all.size());
        LoadPlanner.requireUsed(given, merged);
        return merged;
    }

    /** What the way a target is written says of the load. */
    private static LoadSettings ofTarget(AdHocTarget target) {
        return LoadSettings.builder()
                .set(Setting.DURATION, DURATION)
                .set(Setting.WORKLOAD, target.isHttp() ? Workload.Kind.REQUEST : Workload.Kind.ECHO)
                .set(Setting.PATH, target.path())
                .set(Setting.TLS, target.isSecure())
                .build();
    }

    private static void requireDistinct(List<AdHocTarget> all) {
        Map<SocketAddress, String> texts = new HashMap<>();
        for (AdHocTarget target : all) {
            String earlier = texts.put(target.address(), target.text());
            if (earlier != null) {
                throw new IllegalArgumentException("'" + earlier + "' and '" + target.text()
                        + "' are the same address; give each address once, as a target or as a control");
            }
        }
    }

    private static void requireAlike(List<AdHocTarget> all) {
        AdHocTarget first = all.get(0);
        for (AdHocTarget target : all) {
            if (!target.scheme().equals(first.scheme())) {
                throw new IllegalArgumentException("'" + first.text() + "' and '" + target.text()
                        + "' are of different protocols; give all as host:port, or all as http://, https:// or tls://");
            }
            if (first.isHttp() && !first.path().equals(target.path())) {
                throw new IllegalArgumentException("'" + first.text() + "' and '" + target.text()
                        + "' have different paths; all targets of a run are asked for the same one");
            }
        }
    }
}
