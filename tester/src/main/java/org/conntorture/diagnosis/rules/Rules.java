package org.conntorture.diagnosis.rules;

import static org.conntorture.diagnosis.CauseId.*;
import static org.conntorture.outcome.Symptom.*;

import java.util.List;
import org.conntorture.diagnosis.CauseId;
import org.conntorture.diagnosis.Rule;
import org.conntorture.outcome.Symptom;

/** All rules in verdict order: the tester's own first, then what is cheap and decisive, then what is told by exclusion. */
public final class Rules {
    public static final List<Rule> ALL = List.of(
            Rule.of(CLIENT_DESCRIPTORS_EXHAUSTED, TesterRules::descriptors, SELF_MADE),
            Rule.of(PORT_EXHAUSTION, TesterRules::ports, SELF_MADE),
            Rule.of(SELF_CONNECT, TesterRules::selfConnect, SELF_MADE),
            Rule.of(CauseId.TESTER_STALLED, TesterRules::stalled, SELF_MADE),
            Rule.of(LOCAL_POLICY, TesterRules::localPolicy, SELF_MADE, UNREACHABLE),
            Rule.of(MEMORY_LIMIT, TesterRules::memory, SELF_MADE, Symptom.RESET, SILENT),
            //
            Rule.of(TLS_FAILURE, ReuseRules::tls, UNSAFE),
            Rule.of(CONNECTION_LIMIT, LimitRules::connectionLimit, DECLINED, Symptom.RESET, CLOSED, STATUS),
            Rule.of(REFUSED_BY_SERVER, LimitRules::refusedByServer, DECLINED),
            Rule.of(REQUEST_LIMIT, LimitRules::requestLimit, STATUS),
            Rule.of(LISTENER_CLOSED, RestartRules::listenerClosed, Symptom.RESET),
            Rule.of(RESTART_GAP, RestartRules::restartGap, REFUSED, Symptom.RESET, CLOSED, DROPPED),
            Rule.of(NEIGHBOUR_UNREACHABLE, RefusalRules::neighbour, UNREACHABLE, UNANSWERED),
            Rule.of(FIREWALL_REJECT, RefusalRules::firewallReject, REFUSED, UNREACHABLE),
            Rule.of(NAME_RESOLUTION, RefusalRules::nameResolution, REFUSED),
            Rule.of(BAD_BACKEND, ShareRules::badBackend, REFUSED),
            Rule.of(CONNECTION_LIMIT, LimitRules::refusedFromAfar, REFUSED),
            Rule.of(NO_LISTENER, RefusalRules::noListener, REFUSED),
            //
            Rule.of(STALE_TUPLE, TupleRules::staleTuple, UNANSWERED, SLOW),
            Rule.of(TIME_WAIT_COLLISION, TupleRules::timeWait, UNANSWERED, SLOW),
            Rule.of(TW_RECYCLE, TupleRules::twRecycle, UNANSWERED),
            Rule.of(SYN_QUEUE_OVERFLOW, QueueRules::synQueue, UNANSWERED, SLOW),
            Rule.of(PROCESS_PAUSED, ProcessRules::paused, UNANSWERED, SILENT, BLOCKED, SLOW),
            Rule.of(CPU_THROTTLED, StarvationRules::throttled, UNANSWERED, SILENT, BLOCKED, SLOW),
            Rule.of(CPU_STARVED, StarvationRules::starved, UNANSWERED, SILENT, BLOCKED, SLOW),
            Rule.of(SERVER_DESCRIPTORS_EXHAUSTED, ProcessRules::descriptors, UNANSWERED, SILENT, SLOW),
            Rule.of(REUSEPORT_WORKER_STUCK, QueueRules::reuseport, UNANSWERED, SILENT),
            Rule.of(WORKERS_BUSY, LimitRules::workersBusy, SILENT, SLOW),
            Rule.of(SLOW_ACCEPT, QueueRules::slowAccept, UNANSWERED, SILENT, SLOW),
            Rule.of(ACCEPT_QUEUE_OVERFLOW, QueueRules::acceptQueue, UNANSWERED, SILENT),
            Rule.of(CONNTRACK_FULL, PathRules::conntrackFull, UNANSWERED, SLOW),
            Rule.of(CONNTRACK_CLASH, PathRules::conntrackClash, UNANSWERED, SLOW, SILENT),
            Rule.of(SOFTNET_DROP, PathRules::softnet, UNANSWERED, SILENT, SLOW),
            Rule.of(NFQUEUE_FULL, PathRules::nfqueue, UNANSWERED, SILENT, SLOW),
            Rule.of(REVERSE_PATH_FILTER, PathRules::reversePath, UNANSWERED),
            Rule.of(SOCKET_FILTER, PathRules::socketFilter, UNANSWERED),
            Rule.of(FIREWALL_LIMIT, FirewallRules::limit, UNANSWERED, SLOW),
            Rule.of(PACKET_LOSS, LossRules::packetLoss, UNANSWERED, SLOW, SILENT),
            Rule.of(BAD_BACKEND, ShareRules::badBackend, UNANSWERED),
            Rule.of(BLACKHOLE, LossRules::blackhole, UNANSWERED, SLOW),
            //
            Rule.of(IDLE_FLOW_FORGOTTEN, ReuseRules::idleFlowForgotten, Symptom.RESET, SILENT, LOST),
            Rule.of(FIREWALL_REJECT, RefusalRules::resetOnTheWay, Symptom.RESET),
            Rule.of(KEEPALIVE_RACE, ReuseRules::keepaliveRace, DROPPED, Symptom.RESET, CLOSED),
            Rule.of(BAD_BACKEND, ShareRules::badBackendInTurn, CLOSED, SILENT),
            Rule.of(BAD_BACKEND, ShareRules::inSeveralWays, Symptom.RESET),
            Rule.of(ABORT_ON_OVERFLOW, ResetRules::abortOnOverflow, Symptom.RESET),
            Rule.of(RESET_UNREAD_DATA, ResetRules::unreadData, Symptom.RESET),
            Rule.of(TLS_FAILURE, ReuseRules::tls, Symptom.RESET, CLOSED),
            Rule.of(CLOSED_WITHOUT_REPLY, ResetRules::closed, CLOSED),
            //
            Rule.of(DEFER_ACCEPT, SilenceRules::deferAccept, SILENT),
            Rule.of(NEVER_ACCEPTED, SilenceRules::neverAccepted, SILENT),
            Rule.of(ZERO_WINDOW, SilenceRules::zeroWindow, BLOCKED, SILENT),
            Rule.of(PMTU_BLACKHOLE, SilenceRules::pathMtu, BLOCKED, SILENT),
            Rule.of(ESTABLISHED_FLOW_DROPPED, SilenceRules::flowDropped, BLOCKED, SILENT, LOST),
            Rule.of(LOST_IN_HANDOVER, HandoverRules::lostInHandover, SILENT),
            Rule.of(CauseId.NO_REPLY, SilenceRules::noReply, SILENT),
            Rule.of(CauseId.NO_REPLY, SilenceRules::unclosed, UNCLOSED),
            //
            Rule.of(BAD_BACKEND, ShareRules::badBackendOfProxy, STATUS),
            Rule.of(PROXY_ERROR, ReplyRules::proxyError, STATUS),
            Rule.of(WRONG_REPLY, ReplyRules::wrongReply, WRONG, STATUS));

    /** Those of a unix socket, between which and its client there is nothing but the kernel. */
    public static final List<Rule> OF_UNIX_SOCKETS = List.of(
            Rule.of(CLIENT_DESCRIPTORS_EXHAUSTED, TesterRules::descriptors, SELF_MADE),
            Rule.of(CauseId.TESTER_STALLED, TesterRules::stalled, SELF_MADE),
            Rule.of(LOCAL_POLICY, UnixRules::localPolicy, SELF_MADE),
            Rule.of(MEMORY_LIMIT, TesterRules::memory, SELF_MADE),
            //
            Rule.of(TLS_FAILURE, ReuseRules::tls, UNSAFE, Symptom.RESET, CLOSED),
            Rule.of(CONNECTION_LIMIT, LimitRules::connectionLimit, DECLINED, STATUS),
            Rule.of(REFUSED_BY_SERVER, LimitRules::refusedByServer, DECLINED),
            Rule.of(REQUEST_LIMIT, LimitRules::requestLimit, STATUS),
            Rule.of(RESTART_GAP, UnixRules::restartGap, REFUSED),
            Rule.of(NO_LISTENER, UnixRules::noListener, REFUSED),
            Rule.of(PROCESS_PAUSED, UnixRules::paused, FULL, SILENT, BLOCKED),
            Rule.of(ACCEPT_QUEUE_OVERFLOW, UnixRules::acceptQueue, FULL, SILENT),
            Rule.of(SLOW_ACCEPT, UnixRules::slowAccept, FULL),
            Rule.of(KEEPALIVE_RACE, ReuseRules::keepaliveRace, DROPPED, Symptom.RESET, CLOSED),
            Rule.of(RESET_UNREAD_DATA, UnixRules::reset, Symptom.RESET),
            Rule.of(CLOSED_WITHOUT_REPLY, UnixRules::closed, Symptom.RESET, CLOSED),
            Rule.of(CauseId.NO_REPLY, UnixRules::noReply, SILENT, BLOCKED),
            Rule.of(CauseId.NO_REPLY, SilenceRules::unclosed, UNCLOSED),
            Rule.of(BAD_BACKEND, ShareRules::badBackendOfProxy, STATUS),
            Rule.of(PROXY_ERROR, ReplyRules::proxyError, STATUS),
            Rule.of(WRONG_REPLY, ReplyRules::wrongReply, WRONG, STATUS));

    private Rules() {}
}
