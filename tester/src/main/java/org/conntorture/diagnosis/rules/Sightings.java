package org.conntorture.diagnosis.rules;

import java.util.List;
import java.util.function.Predicate;
import org.conntorture.diagnosis.CaseFile;
import org.conntorture.evidence.ProcessTrack;
import org.conntorture.evidence.Sighting;
import org.conntorture.kernel.SocketRow;
import org.conntorture.kernel.TcpState;
import org.conntorture.outcome.Symptom;

/** What both sockets of an overdue attempt say, and from those looked up to all that failed alike. */
final class Sightings {
    private Sightings() {}

    /** How many of all failures of the symptom are such, judging by those looked up; 0 where none was. */
    static long share(CaseFile file, Symptom symptom, Predicate<Sighting> such) {
        List<Sighting> all = file.sightings(symptom);
        long matching = all.stream().filter(such).count();
        return matching == 0 ? 0 : Math.max(1, Math.round(file.count(symptom) * (double) matching / all.size()));
    }

    /** {@code 12 of 12 looked up}. */
    static String text(CaseFile file, Symptom symptom, Predicate<Sighting> such) {
        List<Sighting> all = file.sightings(symptom);
        return all.stream().filter(such).count() + " of " + all.size() + " looked up";
    }

    /** {@code , owned by pid 7 "God"}, or nothing where the owner is not known. */
    static String owner(Sighting sighting) {
        return sighting.owner()
                .map(owner -> ", owned by " + ProcessTrack.text(owner.pid(), owner.name(), owner.commandLine()))
                .orElse("");
    }

    /** A process has the server's socket. */
    static boolean isAccepted(Sighting sighting) {
        return sighting.server().map(row -> row.inode() != 0).orElse(false);
    }

    /** The server knows of no end, neither the client's nor its own. */
    static boolean isHeldByServer(Sighting sighting) {
        return isAccepted(sighting) && sighting.server().orElseThrow().state() == TcpState.ESTABLISHED;
    }

    static boolean isUnread(Sighting sighting) {
        return isAccepted(sighting) && sighting.server().orElseThrow().unreadBytes() > 0;
    }

    /** No process has it yet; one that was closed has no inode either, but is in another state. */
    static boolean isInQueue(Sighting sighting) {
        return sighting.server().filter(row -> row.inode() == 0).map(SocketRow::state).stream()
                .anyMatch(state -> state == TcpState.ESTABLISHED || state == TcpState.CLOSE_WAIT);
    }

    static boolean isHalfOpen(Sighting sighting) {
        return sighting.server().map(SocketRow::state).stream().anyMatch(TcpState.SYN_RECV::equals);
    }

    /** Once the client has closed its FIN counts too, and that alone may be acknowledged late. */
    static boolean isUnacknowledged(Sighting sighting) {
        return sighting.client()
                .map(row -> row.txQueue() > (row.state() == TcpState.FIN_WAIT1 ? 1 : 0))
                .orElse(false);
    }

    /** One end has sent again what the other, for which there is room, does not acknowledge. */
    static boolean isLost(Sighting sighting) {
        boolean request =
                isUnacknowledged(sighting) && sighting.client().orElseThrow().retransmits() > 0;
        boolean reply = sighting.server()
                .filter(row -> row.txQueue() > 0 && row.retransmits() > 0)
                .isPresent();
        return (request || reply && !isHalfOpen(sighting)) && !isUnread(sighting);
    }
}
