package org.conntorture.scenario;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.conntorture.plan.Role;
import org.conntorture.plan.RunPlan;
import org.conntorture.plan.Target;
import org.conntorture.plan.Workload;

/** Plans a run of targets given on the command line, without a scenario file. Called by the command line. */
public final class AdHocPlanner {
    private static final Duration DURATION = Duration.ofSeconds(30);
    private static final int ROUNDS_WITH_CONTROLS = 4;

    private final LoadPlanner loadPlanner = LoadPlanner.ofThisMachine();

    /**
     * @param targets subjects: {@code host:port}, {@code unix:/path}, {@code tcp://host:port}, {@code tls://host:port} or
     *     {@code http[s]://host[:port]/path}; the latter ones also with {@code unix:/path} for the host
     * @param controls in the same forms
     * @throws IllegalArgumentException with one sentence where they do not make a plan
     */
    public RunPlan plan(List<String> targets, List<String> controls, Overrides overrides) {
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("no target is given; write host:port, such as 127.0.0.1:8085");
        }
        if (!overrides.variables().isEmpty()) {
            throw new IllegalArgumentException("variables are for scenario files, not for targets given as addresses");
        }
        List<AdHocTarget> subjects =
                targets.stream().map(AdHocTarget::parse).flatMap(List::stream).toList();
        List<AdHocTarget> trusted =
                controls.stream().map(AdHocTarget::parse).flatMap(List::stream).toList();
        List<AdHocTarget> all = new ArrayList<>(trusted);
        all.addAll(subjects);
        requireDistinct(all);
        requireAlike(all);
        Overrides settings = settings(all, overrides);
        List<Target> planned = new ArrayList<>();
        trusted.forEach(target -> planned.add(target.target(Role.CONTROL)));
        subjects.forEach(target -> planned.add(target.target(Role.SUBJECT)));
        int rounds = Overrides.first(settings.rounds(), controls.isEmpty() ? 1 : ROUNDS_WITH_CONTROLS);
        return new RunPlan(
                planned.get(trusted.size()).name(),
                "",
                rounds,
                loadPlanner.plan(settings.endingWithStages(rounds)),
                planned);
    }

    private static Overrides settings(List<AdHocTarget> all, Overrides overrides) {
        AdHocTarget first = all.get(0);
        if (overrides.workload() == Workload.Kind.REQUEST && !first.isHttp()) {
            throw new IllegalArgumentException("workload request needs http:// or https:// targets; write http://"
                    + first.text().replaceFirst("^[a-z]+://", "") + "/");
        }
        Overrides merged = overrides.over(defaults(first), all.size());
        LoadPlanner.requirePayloadIsSent(overrides, merged);
        LoadPlanner.requireUsed(overrides, merged);
        return merged;
    }

    private static Overrides defaults(AdHocTarget target) {
        ProtocolSettings protocol = ProtocolSettings.ofHttp(new HttpSettings(null, target.path(), Map.of(), null));
        return Overrides.ofEnds(null, DURATION, null)
                .with(
                        target.isHttp() ? Workload.Kind.REQUEST : Workload.Kind.ECHO,
                        target.isSecure() ? protocol.with(TlsSettings.ON) : protocol);
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
