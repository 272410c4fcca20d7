package org.conntorture.scenario;

import static org.conntorture.scenario.Level.key;
import static org.conntorture.scenario.Level.sections;
import static org.conntorture.scenario.Level.setting;
import static org.conntorture.scenario.Level.settings;

import org.conntorture.plan.Setting;

/** The whole format of a scenario file. */
final class ScenarioFormat {
    static final Level SCENARIO = Level.of(
                    "scenario",
                    key("name", Kind.TEXT, "Names the result directory; letters, digits, dots, dashes and underscores")
                            .limited("""
                                    {"pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"}"""),
                    key("description", Kind.TEXT, "One line"),
                    key(
                            "variables",
                            Kind.ENVIRONMENT,
                            "Environment of all commands; --var NAME=VALUE replaces a value"),
                    setting(Setting.ROUNDS, Kind.COUNT, Section::number, "How often each target has its turn"),
                    settings("load", LoadFormat.LOAD, "The load each target gets"),
                    settings(
                            "ends",
                            LoadFormat.ENDS,
                            "When each target's load ends over all its turns, whichever comes first; the command line"
                                    + " can give it instead"),
                    key("expect", Kind.EXPECTATIONS, "Limits that every subject must keep"),
                    sections("targets", TargetFormat.TARGET, "At least one of them a subject")
                            .limited("""
                                    {"contains": {"type": "object", "properties": {"role": {"const": "subject"}}}}"""))
            .requiring("name", "targets");

    private ScenarioFormat() {}
}
