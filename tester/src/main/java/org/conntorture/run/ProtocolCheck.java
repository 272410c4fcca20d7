package org.conntorture.run;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.conntorture.plan.RunPlan;
import org.conntorture.plan.Target;
import org.conntorture.plan.Workload;

/**
 * One connection to each server that runs already, before the load, to see which protocol it speaks: better one sentence now
 * than thousands of wrong replies, or a host that is shut out. Silence says nothing: it may be the very fault.
 */
public final class ProtocolCheck {
    private static final int TIMEOUT_MS = 1000;
    private static final int ENOUGH_BYTES = 16;

    /** More might not fit into the buffers of a server that does not read, and the look would never end. */
    private static final int MOST_PAYLOAD_BYTES = 4096;

    /** What MySQL and MariaDB have by default as max_connect_errors is 100; the look itself is one. */
    private static final int HARMLESS_ATTEMPTS = 98;

    private static final String REMEDY = "'mysqladmin flush-hosts' there lets it in again";

    private final RunPlan plan;
    private final boolean chosen;
    private final boolean mayBlock;
    private final List<InetSocketAddress> blockers = new ArrayList<>();

    /**
     * @param chosen whether somebody chose the workload, who then knows what the servers speak
     * @param mayBlock whether the user knows that the load may have this host shut out
     */
    public ProtocolCheck(RunPlan plan, boolean chosen, boolean mayBlock) {
        this.plan = plan;
        this.chosen = chosen;
        this.mayBlock = mayBlock;
    }

    /**
     * What to tell the user before the load.
     *
     * @throws IllegalArgumentException with what to do instead, where the load would be wrong or do harm
     */
    public List<String> before() {
        List<String> told = new ArrayList<>();
        for (Target target : plan.targets()) {
            target.origin()
                    .knownInet()
                    .filter(this::isOfUse)
                    .ifPresent(address ->
                            Protocol.of(firstBytes(address)).ifPresent(protocol -> told.add(judge(protocol, address))));
        }
        return told;
    }

    /** What to tell once it is over. */
    public List<String> after() {
        return blockers.stream()
                .filter(address -> Protocol.isBlocking(firstBytes(address)))
                .map(address -> where(address) + " has blocked this host; " + REMEDY)
                .toList();
    }

    private boolean isOfUse(InetSocketAddress address) {
        Workload.Kind kind = plan.load().workload().kind();
        if (kind.takesHttp() || plan.load().manners().tls() != null || payload().length > MOST_PAYLOAD_BYTES) {
            return false;
        }
        return kind.comparesReply()
                ? !chosen
                : kind.expectsReply() || !address.getAddress().isLoopbackAddress();
    }

    private byte[] payload() {
        Workload workload = plan.load().workload();
        return workload.kind().expectsReply() ? workload.payload().bytes() : new byte[0];
    }

    /** Of what the server sends, asked as the load asks; empty where it is silent. */
    private byte[] firstBytes(InetSocketAddress address) {
        byte[] reply = new byte[ENOUGH_BYTES];
        int length = 0;
        try (Socket socket = new Socket()) {
            socket.connect(address, TIMEOUT_MS);
            socket.setSoTimeout(TIMEOUT_MS);
            socket.getOutputStream().write(payload());
            for (int count = 0; count >= 0 && length < ENOUGH_BYTES; length += Math.max(0, count)) {
                count = socket.getInputStream().read(reply, length, ENOUGH_BYTES - length);
            }
        } catch (IOException noMore) {
            return Arrays.copyOf(reply, length);
        }
        return Arrays.copyOf(reply, length);
    }

    private static String where(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }

    String judge(Protocol protocol, InetSocketAddress address) {
        String where = where(address);
        if (plan.load().workload().kind().comparesReply() && !chosen) {
            throw new IllegalArgumentException(where + " answers " + protocol + ", not echo: run  conntorture run "
                    + (protocol == Protocol.HTTP
                            ? "http://" + where + "/"
                            : where + " --workload connect  (connects and closes, needs no reply)"));
        }
        if (!protocol.blocksHosts() || address.getAddress().isLoopbackAddress()) {
            return where + " speaks " + protocol;
        }
        long attempts = plan.load().ends().attempts();
        if (!mayBlock && (attempts == 0 || attempts > HARMLESS_ATTEMPTS)) {
            throw new IllegalArgumentException(where + " speaks " + protocol + ", which blocks this host after"
                    + " max_connect_errors connections (100 unless set) that end before they log in, as all of this load do: give"
                    + " -n " + HARMLESS_ATTEMPTS + " or fewer, or --allow-blocking where that does no harm");
        }
        blockers.add(address);
        return where + " speaks " + protocol + ", which may block this host for connections that never log in; "
                + REMEDY;
    }
}
