package org.conntorture.report;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.conntorture.plan.Disturbance;
import org.conntorture.plan.Origin;
import org.conntorture.plan.Ready;
import org.conntorture.plan.Target;
import org.conntorture.text.Addresses;
import org.conntorture.text.Durations;
import org.conntorture.text.WrappedText;

/** Adds to a {@link WrappedText} where a target comes from and what will be done to it; used by {@link PlanText}. */
final class TargetText {
    private static final int LABEL_WIDTH = 9;

    private final WrappedText page;

    TargetText(WrappedText page) {
        this.page = page;
    }

    void add(Target target) {
        page.paragraph("  ", target.role().id() + " " + target.name() + (target.optional() ? " (optional)" : ""));
        Origin origin = target.origin();
        if (origin instanceof Origin.Address address) {
            item("address", Addresses.of(address.address()));
        } else if (origin instanceof Origin.Builtin builtin) {
            item("builtin", builtin.kind() + " " + String.join(" ", builtin.options()));
        } else if (origin instanceof Origin.Command command) {
            command(command);
        } else if (origin instanceof Origin.Compose compose) {
            compose(compose);
        }
        if (target.undisturbed() != null) {
            item("compare", "with " + target.undisturbed() + ", the same but for the disturbance");
        }
        if (target.disturbance() != null) {
            disturbance(target.disturbance());
        }
        if (!target.requires().isEmpty()) {
            item("requires", requires(target.requires()));
        }
    }

    private void item(String label, String text) {
        page.paragraph("    " + label + " ".repeat(LABEL_WIDTH - label.length()), text);
    }

    private void command(Origin.Command command) {
        if (command.prepare() != null) {
            item("prepare", command.prepare());
        }
        item("start", command.command());
        item("ready", ready(command.ready()));
        if (command.stop() != null) {
            item("stop", command.stop());
        }
        if (command.version() != null) {
            item("version", command.version());
        }
        item("port", command.port() == 0 ? "a free one" : String.valueOf(command.port()));
        item("workdir", command.workdir().toString());
        if (!command.env().isEmpty()) {
            item("env", variables(command.env()));
        }
    }

    private void compose(Origin.Compose compose) {
        if (compose.prepare() != null) {
            item("prepare", compose.prepare());
        }
        item("compose", "service " + compose.service() + " of " + compose.file() + ", at its container's own address");
        item("ready", ready(compose.ready()));
        if (compose.version() != null) {
            item("version", compose.version());
        }
        item("port", String.valueOf(compose.port()));
        item("workdir", compose.workdir().toString());
        if (!compose.env().isEmpty()) {
            item("env", variables(compose.env()));
        }
    }

    private static String ready(Ready ready) {
        String sign = ready.output() == null ? "its port accepts a connection" : "it prints " + ready.output();
        return "once " + sign + ", within " + Durations.inWords(ready.timeout());
    }

    private void disturbance(Disturbance disturbance) {
        item("disturb", disturbance.command());
        item(
                "",
                "every " + Durations.inWords(disturbance.every()) + " (while " + disturbance.during()
                        + "), ended after " + Durations.inWords(disturbance.timeout()));
    }

    private static String variables(Map<String, String> variables) {
        return new TreeMap<>(variables)
                .entrySet().stream()
                        .map(variable -> variable.getKey() + "=" + variable.getValue())
                        .collect(Collectors.joining(" "));
    }

    private static String requires(Map<String, String> requires) {
        return new TreeMap<>(requires)
                .entrySet().stream()
                        .map(tool -> tool.getKey() + " (package " + tool.getValue() + ")")
                        .collect(Collectors.joining(", "));
    }
}
