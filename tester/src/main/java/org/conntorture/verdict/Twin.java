package org.conntorture.verdict;

import java.util.List;

/** What the target that is the same but for the disturbance says of a failing disturbed one. */
record Twin(String name, State state) {
    static final Twin NONE = new Twin("", State.UNKNOWN);

    enum State {
        /** There is none, or it did not run. */
        UNKNOWN,
        CLEAN,
        /** Without a failure, at numbers that might not have shown one. */
        TOO_SHORT,
        FAILS_AS_WELL,
        FAILS_LESS
    }

    /**
     * @param twin the undisturbed target, or null
     * @param others every target but the subject
     */
    static Twin of(Tally subject, Tally twin, List<Timeline> others) {
        if (twin == null || twin.rate() == null || !subject.wasDisturbed()) {
            return NONE;
        }
        if (!twin.clean()) {
            boolean less = twin.rate().high95()
                    < RateEstimator.estimate(subject.sure()).low95();
            return new Twin(twin.name(), less ? State.FAILS_LESS : State.FAILS_AS_WELL);
        }
        double limit = CommonFault.CLEAN_CONTROL_CHANCE;
        boolean proven = DisturbedSeconds.chance(subject.sure()) <= limit
                || new CommonFault(subject.sure(), List.of(twin.all()), others)
                        .result()
                        .excludes(limit);
        return new Twin(twin.name(), proven ? State.CLEAN : State.TOO_SHORT);
    }

    /** {@code pm2 left alone}. */
    String leftAlone() {
        return name + " left alone";
    }

    /** What is to be said beside the clean ones, or empty. */
    String remark() {
        return switch (state) {
            case UNKNOWN, CLEAN -> "";
            case TOO_SHORT -> leftAlone() + " is clean too, at numbers too small to tell";
            case FAILS_AS_WELL -> leftAlone() + " fails as well, so the disturbance is not the difference";
            case FAILS_LESS -> leftAlone() + " fails as well, less often";
        };
    }
}
