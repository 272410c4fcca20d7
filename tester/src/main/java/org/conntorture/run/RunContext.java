package org.conntorture.run;

import java.util.Optional;
import org.conntorture.evidence.HostWatch;
import org.conntorture.result.ResultWriter;
import org.conntorture.result.RunListener;
import org.conntorture.result.WallClock;

/** What all turns of a run share. */
record RunContext(
        ResultWriter writer,
        RunListener listener,
        Interruption interruption,
        WallClock clock,
        HostWatch watch,
        Optional<FailureCapture> capture) {}
