package org.conntorture.diagnosis;

import static org.conntorture.diagnosis.CauseId.*;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.conntorture.outcome.Symptom;

/** What people suspect first when they see a symptom, so that a report says first why it is not that. */
final class Suspects {
    private static final Map<Symptom, List<CauseId>> FIRST = Map.of(
            Symptom.REFUSED, List.of(NO_LISTENER, FIREWALL_REJECT, RESTART_GAP, BAD_BACKEND),
            Symptom.UNREACHABLE, List.of(FIREWALL_REJECT, LOCAL_POLICY, NEIGHBOUR_UNREACHABLE),
            Symptom.UNANSWERED,
                    List.of(
                            ACCEPT_QUEUE_OVERFLOW,
                            SYN_QUEUE_OVERFLOW,
                            TW_RECYCLE,
                            BLACKHOLE,
                            PACKET_LOSS,
                            CONNTRACK_FULL,
                            STALE_TUPLE,
                            PROCESS_PAUSED,
                            SERVER_DESCRIPTORS_EXHAUSTED),
            Symptom.RESET, List.of(RESTART_GAP, ABORT_ON_OVERFLOW, RESET_UNREAD_DATA),
            Symptom.CLOSED, List.of(RESTART_GAP),
            Symptom.SILENT,
                    List.of(
                            ACCEPT_QUEUE_OVERFLOW,
                            PROCESS_PAUSED,
                            LOST_IN_HANDOVER,
                            PACKET_LOSS,
                            ESTABLISHED_FLOW_DROPPED,
                            SERVER_DESCRIPTORS_EXHAUSTED),
            Symptom.BLOCKED, List.of(PROCESS_PAUSED, ZERO_WINDOW, PMTU_BLACKHOLE, ESTABLISHED_FLOW_DROPPED),
            Symptom.SLOW, List.of(PACKET_LOSS, SLOW_ACCEPT, STALE_TUPLE, CONNTRACK_FULL));

    private Suspects() {}

    /** Those suspected first, first; the others keep their order behind them. */
    static Comparator<Exclusion> order(Symptom symptom) {
        List<CauseId> first = FIRST.getOrDefault(symptom, List.of());
        return Comparator.comparingInt(
                exclusion -> first.contains(exclusion.id()) ? first.indexOf(exclusion.id()) : first.size());
    }
}
