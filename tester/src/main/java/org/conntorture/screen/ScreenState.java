package org.conntorture.screen;

import java.util.List;
import org.conntorture.result.Turn;

/**
 * All that the screen shows at one moment; immutable, made by the run's thread and drawn by another.
 *
 * @param turn under way or the last one; null before the first
 * @param runLeftNs -1 where it is not known
 * @param stopping somebody has asked for the end
 * @param targets in the order of the plan
 */
record ScreenState(String title, Turn turn, long runLeftNs, boolean stopping, List<ScreenTarget> targets) {
    ScreenState {
        targets = List.copyOf(targets);
    }

    ScreenState asStopping() {
        return new ScreenState(title, turn, runLeftNs, true, targets);
    }
}
