package org.conntorture.verdict;

/**
 * One block as the comparison sees it: with the failures of the attempts that began in it.
 *
 * @param attempts that ended in it, without those the tester spoiled itself
 * @param silent failed attempts waited through it and nothing succeeded meanwhile
 * @param drain nothing new was started in it
 * @param disturbances started in it
 */
record Cell(
        int round,
        long startNs,
        long endNs,
        long attempts,
        long failures,
        boolean silent,
        boolean drain,
        int disturbances) {

    boolean failing() {
        return failures > 0 || silent;
    }

    /** Nothing known of a second in which no attempt ended: it neither acquits nor separates two clumps. */
    boolean clean() {
        return attempts > 0 && !failing();
    }

    /** Failures may outnumber the attempts that ended here, as they are counted where they began. */
    double share() {
        if (silent) {
            return 1;
        }
        return failures == 0 ? 0 : failures / (double) Math.max(attempts, failures);
    }

    long durationNs() {
        return endNs - startNs;
    }

    Cell withoutFailures() {
        return new Cell(round, startNs, endNs, attempts, 0, false, drain, disturbances);
    }
}
