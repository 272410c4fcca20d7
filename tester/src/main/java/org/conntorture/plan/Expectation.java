package org.conntorture.plan;

/**
 * A limit that targets must keep, such as {@code failure_rate < 0.01%}.
 *
 * @param target its name, or null for every subject
 * @param text as it was written, without the name
 * @param name of the phase, counter or cause; empty for the others, and for no cause at all
 * @param statistic of a latency: p50, p90, p99, p99.9 or max; else empty
 * @param limit failures, share of attempts, nanoseconds or steps of a counter; 0 for a cause
 */
public record Expectation(
        String target, String text, Kind kind, String name, String statistic, Comparison comparison, double limit) {

    public enum Kind {
        FAILURES,
        FAILURE_RATE,
        LATENCY,
        COUNTER,
        /** That the cause is not named. */
        CAUSE;

        /** Whether it says how many failures are tolerated, of which none are without it. */
        public boolean isOfFailures() {
            return this == FAILURES || this == FAILURE_RATE;
        }
    }

    public enum Comparison {
        LESS("<"),
        AT_MOST("<="),
        EQUAL("==");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        public String sign() {
            return sign;
        }
    }

    public Expectation of(String one) {
        return new Expectation(one, text, kind, name, statistic, comparison, limit);
    }

    public boolean isOf(Target any) {
        return target == null ? any.role() == Role.SUBJECT : target.equals(any.name());
    }

    public boolean isKeptBy(double value) {
        return switch (comparison) {
            case LESS -> value < limit;
            case AT_MOST -> value <= limit;
            case EQUAL -> value == limit;
        };
    }
}
