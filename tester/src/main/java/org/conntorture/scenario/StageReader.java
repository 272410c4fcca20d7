package org.conntorture.scenario;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.conntorture.plan.Quantity;
import org.conntorture.plan.Stage;

/** Reads a stage of a scenario, and bursts of the command line. */
public final class StageReader {
    private static final Pattern BURST = Pattern.compile("([^/]+)/([^/]+)");

    private StageReader() {}

    /** A rate (0 is a pause), a rate that goes to another, or bursts. */
    static Stage stage(Section stage) {
        return stage.build(() -> {
            Duration duration = stage.duration("duration");
            if (stage.has("burst") == stage.has("rate")) {
                throw new IllegalArgumentException("stage needs either rate (0 is a pause) or burst, has "
                        + (stage.has("rate") ? "both" : "neither"));
            }
            if (stage.has("burst")) {
                if (stage.has("to")) {
                    throw new IllegalArgumentException("to is where a rate goes, and burst has none");
                }
                return burst(stage.text("burst"), duration);
            }
            double rate = stage.rate("rate");
            return Stage.ofRate(duration, rate, stage.has("to") ? stage.rate("to") : rate);
        });
    }

    /** @param text such as {@code 500/1s}: 500 attempts at once, each second */
    public static Stage burst(String text, Duration duration) {
        Matcher matcher = BURST.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("burst '" + text + "' is not ATTEMPTS/TIME, such as 500/1s");
        }
        return Stage.ofBursts(duration, Quantity.count(matcher.group(1)), Quantity.duration(matcher.group(2)));
    }
}
