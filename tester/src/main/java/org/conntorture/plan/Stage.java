package org.conntorture.plan;

import java.time.Duration;

/**
 * A stretch of a turn in which attempts start on schedule: at a rate that stays or changes evenly, in bursts, or not at all.
 *
 * @param fromRate attempts per second at its start; 0 with bursts
 * @param toRate at its end
 * @param burst attempts that start together, or 0
 * @param every from one burst to the next, or null
 */
public record Stage(Duration duration, double fromRate, double toRate, long burst, Duration every) {
    public static final long MOST_IN_A_BURST = 100_000;
    /** Of the one stage of a load that something else ends. */
    public static final Duration ENDLESS = Duration.ofDays(365);

    public Stage {
        if (duration.toMillis() < 1 || duration.compareTo(ENDLESS) > 0) {
            throw new IllegalArgumentException("duration must be 1ms to 365 days");
        }
        requireRate("rate", fromRate);
        requireRate("to", toRate);
        if (burst < 0 || burst > MOST_IN_A_BURST) {
            throw new IllegalArgumentException("burst must be 1 to 100,000 attempts, was " + burst);
        }
        if ((burst > 0) != (every != null)) {
            throw new IllegalArgumentException("burst needs its attempts and how often, such as 500/1s");
        }
        if (every != null && every.toNanos() < 1_000_000) {
            throw new IllegalArgumentException("burst must come at most once in 1ms");
        }
        if (burst > 0 && (fromRate > 0 || toRate > 0)) {
            throw new IllegalArgumentException("burst has no rate beside it");
        }
    }

    public static Stage ofRate(Duration duration, double fromRate, double toRate) {
        return new Stage(duration, fromRate, toRate, 0, null);
    }

    public static Stage ofBursts(Duration duration, long burst, Duration every) {
        return new Stage(duration, 0, 0, burst, every);
    }

    public boolean isEndless() {
        return duration.equals(ENDLESS);
    }

    private static void requireRate(String name, double rate) {
        if (!(rate >= 0 && rate <= Load.MOST_RATE)) {
            throw new IllegalArgumentException(name + " must be 0 to 10M a second, was " + rate);
        }
    }

    /** Attempts due in it; bursts are due at its start and after each {@code every}. */
    public double attempts() {
        double seconds = duration.toNanos() / 1e9;
        if (burst > 0) {
            return burst * Math.ceil(duration.toNanos() / (double) every.toNanos());
        }
        return (fromRate + toRate) / 2 * seconds;
    }

    /** Nanoseconds from its start to attempt {@code index}, counted from 0 and less than {@link #attempts()}. */
    double offsetNs(double index) {
        if (burst > 0) {
            return Math.floor(index / burst) * every.toNanos();
        }
        double growth = (toRate - fromRate) / (duration.toNanos() / 1e9);
        // Solves fromRate t + growth t^2 / 2 = index in the form that keeps its digits where growth is small.
        double root = Math.sqrt(Math.max(0, fromRate * fromRate + 2 * growth * index));
        return index == 0 ? 0 : 2 * index / (fromRate + root) * 1e9;
    }
}
