package org.conntorture.scenario;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.conntorture.plan.Expectation;
import org.conntorture.plan.Expectation.Comparison;
import org.conntorture.plan.Expectation.Kind;
import org.conntorture.plan.Quantity;

/** Reads expectations, of scenario files and of the command line. */
public final class ExpectationParser {
    private static final Pattern OF_ONE = Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]*)\\s*:\\s*(.*)");
    private static final Pattern NO_CAUSE = Pattern.compile("no +cause *(?:\\( *([^() ]*) *\\))?");
    private static final Pattern LIMIT = Pattern.compile("([^<>=!\\s]+)\\s*([<>=!]+)\\s*(.*)");
    private static final Pattern LATENCY =
            Pattern.compile("(connect|read|attempt|attempt-from-intended|start-lateness)\\.(p50|p90|p99|p99\\.9|max)");
    private static final Pattern MEASURE =
            Pattern.compile("failures|failure_rate|counter\\([A-Za-z0-9_]+\\)|" + LATENCY.pattern());
    private static final Pattern PERCENT = Pattern.compile("([0-9]+(?:\\.[0-9]+)?) ?%");

    private final Set<String> causes;

    /** @param causes that can be named */
    public ExpectationParser(Set<String> causes) {
        this.causes = new TreeSet<>(causes);
    }

    /**
     * {@code failures == 0}, {@code failure_rate < 0.01%}, {@code connect.p99 < 5ms}, {@code counter(TCPSynRetrans) == 0},
     * {@code no cause(stale-tuple)} or {@code no cause}; of one target alone behind its name and a colon.
     *
     * @throws IllegalArgumentException with the column of what is wrong
     */
    public Expectation parse(String text) {
        Matcher ofOne = OF_ONE.matcher(text.strip());
        if (ofOne.matches()) {
            return limit(ofOne.group(2)).of(ofOne.group(1));
        }
        return limit(text.strip());
    }

    private Expectation limit(String expression) {
        if (expression.startsWith("no ")) {
            return cause(expression);
        }
        Matcher limit = LIMIT.matcher(expression);
        if (!limit.matches()) {
            throw error(
                    expression,
                    1,
                    "is not understood: write failures == 0, failure_rate < 0.01%, connect.p99 < 5ms,"
                            + " counter(TCPSynRetrans) == 0 or no cause(stale-tuple)");
        }
        Comparison comparison = Arrays.stream(Comparison.values())
                .filter(one -> one.sign().equals(limit.group(2)))
                .findFirst()
                .orElseThrow(
                        () -> error(expression, limit.start(2) + 1, "'" + limit.group(2) + "' must be <, <= or =="));
        String measure = limit.group(1).replaceAll("\\.p\\(([0-9.]+)\\)", ".p$1");
        if (!MEASURE.matcher(measure).matches()) {
            throw error(
                    expression,
                    1,
                    "'" + measure + "' is not failures, failure_rate, counter(NAME) or a latency such as connect.p99:"
                            + " phases are connect, read, attempt, and with a rate attempt-from-intended and start-lateness;"
                            + " p50, p90, p99,"
                            + " p99.9, max");
        }
        try {
            return limited(expression, measure, comparison, limit.group(3));
        } catch (IllegalArgumentException wrong) {
            throw error(expression, limit.start(3) + 1, wrong.getMessage());
        }
    }

    private Expectation cause(String expression) {
        Matcher cause = NO_CAUSE.matcher(expression);
        if (!cause.matches()) {
            throw error(expression, 1, "is not understood: write no cause, or no cause(stale-tuple)");
        }
        String name = cause.group(1) == null ? "" : cause.group(1);
        if (cause.group(1) != null && !causes.contains(name)) {
            throw error(
                    expression,
                    cause.start(1) + 1,
                    "no cause is called '" + name + "'; did you mean '" + Spelling.nearest(name, causes)
                            + "'? 'conntorture explain' lists them");
        }
        return new Expectation(null, expression, Kind.CAUSE, name, "", Comparison.EQUAL, 0);
    }

    private static Expectation limited(String expression, String measure, Comparison comparison, String limit) {
        Matcher latency = LATENCY.matcher(measure);
        if (measure.equals("failures")) {
            return new Expectation(null, expression, Kind.FAILURES, "", "", comparison, count(comparison, limit));
        }
        if (measure.equals("failure_rate")) {
            return new Expectation(null, expression, Kind.FAILURE_RATE, "", "", comparison, share(comparison, limit));
        }
        if (latency.matches()) {
            return new Expectation(
                    null,
                    expression,
                    Kind.LATENCY,
                    latency.group(1),
                    latency.group(2),
                    comparison,
                    ns(comparison, limit));
        }
        String counter = measure.substring("counter(".length(), measure.length() - 1);
        return new Expectation(null, expression, Kind.COUNTER, counter, "", comparison, count(comparison, limit));
    }

    private static double count(Comparison comparison, String limit) {
        long count = Quantity.count(limit);
        if (comparison == Comparison.LESS && count == 0) {
            throw new IllegalArgumentException("nothing is less than 0; write == 0");
        }
        return count;
    }

    private static double share(Comparison comparison, String limit) {
        Matcher percent = PERCENT.matcher(limit);
        if (!percent.matches()) {
            throw new IllegalArgumentException("'" + limit + "' is not a share such as 0.01%");
        }
        if (comparison == Comparison.EQUAL) {
            throw new IllegalArgumentException("a rate is never exactly known; write < or <=, or failures == 0");
        }
        double share = Double.parseDouble(percent.group(1)) / 100;
        if (share <= 0 || share > 1) {
            throw new IllegalArgumentException(
                    "a share must be above 0% and at most 100%; for none write failures == 0");
        }
        return share;
    }

    private static double ns(Comparison comparison, String limit) {
        if (comparison == Comparison.EQUAL) {
            throw new IllegalArgumentException("a latency is never exactly met; write < or <=");
        }
        return Quantity.duration(limit).toNanos();
    }

    private static IllegalArgumentException error(String expression, int column, String sentence) {
        return new IllegalArgumentException("expectation '" + expression + "', column " + column + ": " + sentence);
    }
}
