package org.conntorture.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.conntorture.plan.RunPlan;
import org.conntorture.plan.Shard;
import picocli.CommandLine.Option;

/** Which part of a plan this tester does, where an engine starts several of them. */
final class ShardOptions {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})/([1-9][0-9]{0,8})");
    private static final Pattern SECONDS = Pattern.compile("@([0-9]{1,12})");

    @Option(
            names = "--shard",
            paramLabel = "I/N",
            description = {
                "do the I-th of N shares of the attempts, the rate, the source ports and addresses; -c is of each shard."
                        + " Targets are addresses then. 'conntorture merge' puts the results together"
            })
    private String shard;

    @Option(
            names = "--shard-base",
            paramLabel = "BASE",
            defaultValue = "1",
            description = "what the engine's first I is: 1 (default), or 0 as in JOB_COMPLETION_INDEX of Kubernetes")
    private int base;

    @Option(
            names = "--start-at",
            paramLabel = "TIME",
            description = "begin at that time, and every turn together with the other shards: 2026-11-26T10:00:00Z, or"
                    + " @SECONDS since 1970 ('date +@%%s')")
    private String startAt;

    RunPlan of(RunPlan plan) {
        return plan.of(shard());
    }

    private Shard shard() {
        Instant start = startAt == null ? null : instant(startAt);
        if (base != 0 && base != 1) {
            throw new IllegalArgumentException("--shard-base must be 0 or 1, was " + base);
        }
        if (shard == null) {
            return new Shard(0, 1, start);
        }
        Matcher form = FORM.matcher(shard);
        if (!form.matches()) {
            throw new IllegalArgumentException("--shard '" + shard + "' is not I/N, such as 2/4");
        }
        int number = Integer.parseInt(form.group(1));
        int count = Integer.parseInt(form.group(2));
        if (number < base || number >= base + count) {
            throw new IllegalArgumentException(
                    "--shard " + shard + ": I counts from " + base + ", so it must be " + base + " to "
                            + (base + count - 1) + " (--shard-base " + (1 - base) + " counts from " + (1 - base) + ")");
        }
        return new Shard(number - base, count, start);
    }

    private static Instant instant(String text) {
        Matcher seconds = SECONDS.matcher(text);
        if (seconds.matches()) {
            return Instant.ofEpochSecond(Long.parseLong(seconds.group(1)));
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException wrong) {
            throw new IllegalArgumentException("--start-at '" + text + "' is not a time with its zone, such as"
                    + " 2026-11-26T10:00:00Z or 2026-11-26T11:00:00+01:00, nor @SECONDS since 1970");
        }
    }
}
