package org.conntorture.run;

import org.conntorture.result.IntervalLatencies;
import org.conntorture.result.RunListener;
import org.conntorture.result.WallClock;
import org.conntorture.store.ResultWriter;

/** What all turns of a run share. */
record RunContext(
        ResultWriter writer,
        RunListener listener,
        Interruption interruption,
        WallClock clock,
        Observer observer,
        CauseWatch causes,
        IntervalLatencies latencies) {}
