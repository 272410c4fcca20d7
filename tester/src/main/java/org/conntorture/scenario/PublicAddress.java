package org.conntorture.scenario;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.conntorture.plan.RunPlan;
import org.conntorture.plan.Target;

/** Tells addresses that may belong to somebody else; none of those is loaded unasked. */
public final class PublicAddress {
    private PublicAddress() {}

    /** IllegalArgumentException where a target of the plan has one. @param permission what would allow it */
    public static void requireNone(RunPlan plan, String permission) {
        for (Target target : plan.targets()) {
            target.origin()
                    .knownInet()
                    .map(InetSocketAddress::getAddress)
                    .filter(PublicAddress::isPublic)
                    .ifPresent(address -> {
                        throw new IllegalArgumentException("target '" + target.name() + "' is the public address "
                                + address.getHostAddress() + ": torture only what is yours; " + permission);
                    });
        }
    }

    /** Neither this host, nor its link, nor a private network (RFC 1918, 4193, 6598). */
    public static boolean isPublic(InetAddress address) {
        return !(address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || isUniqueLocal(address)
                || isCarrierGradeNat(address));
    }

    /** fc00::/7 */
    private static boolean isUniqueLocal(InetAddress address) {
        return address instanceof Inet6Address && (address.getAddress()[0] & 0xfe) == 0xfc;
    }

    /** 100.64.0.0/10 */
    private static boolean isCarrierGradeNat(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
    }
}
