package org.conntorture.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Source addresses, and which addresses are public. */
class AddressesTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.0/24,  254, 127.0.0.1, 127.0.0.254",
        "10.0.0.0/16, 65534, 10.0.0.1, 10.0.255.254",
        "10.0.0.4/30, 2, 10.0.0.5, 10.0.0.6",
        "10.0.0.4/31, 2, 10.0.0.4, 10.0.0.5",
        "10.0.0.4/32, 1, 10.0.0.4, 10.0.0.4",
        "200.0.0.4, 1, 200.0.0.4, 200.0.0.4",
        "fd00::/120, 256, fd00:0:0:0:0:0:0:0, fd00:0:0:0:0:0:0:ff",
        "::1, 1, 0:0:0:0:0:0:0:1, 0:0:0:0:0:0:0:1"
    })
    void shouldExpandPrefixesToHostAddresses(String text, int count, String first, String last) {
        List<InetAddress> addresses = SourceParser.addresses(List.of(text));
        assertThat(addresses).hasSize(count).doesNotHaveDuplicates();
        assertThat(addresses.get(0).getHostAddress()).isEqualTo(first);
        assertThat(addresses.get(count - 1).getHostAddress()).isEqualTo(last);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            127.0.0.0/15 | source '127.0.0.0/15' has more than 65,536 addresses; take a prefix of /16 or longer
            127.0.0.5/24 | source '127.0.0.5/24' has bits set behind its prefix; the prefix begins at 127.0.0.0
            127.0.0.1/33 | source '127.0.0.1/33': the prefix length must be at most 32
            fd00::/64    | source 'fd00::/64' has more than 65,536 addresses; take a prefix of /112 or longer
            localhost    | source 'localhost' is neither an IP address nor a prefix
            300.0.0.1    | source '300.0.0.1' is neither an IP address nor a prefix
            1:2          | source '1:2' is neither an IP address nor a prefix
            127.1        | source '127.1' is neither an IP address nor a prefix
            """)
    void shouldRefuseSources(String text, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SourceParser.addresses(List.of(text)))
                .withMessageStartingWith(sentence);
    }

    @Test
    void shouldTakeEachSourceOnceAndNotTooMany() {
        assertThat(SourceParser.addresses(List.of("10.0.0.4/31", "10.0.0.4"))).hasSize(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SourceParser.addresses(List.of("10.0.0.0/16", "10.1.0.0/16")))
                .withMessage("more than 65,536 source addresses with '10.1.0.0/16'");
    }

    @ParameterizedTest
    @CsvSource({"20000", "a-b", "0-5", "20000-", "5-999999"})
    void shouldRefusePorts(String ports) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SourceParser.sources(List.of(), ports))
                .withMessage("source ports '" + ports + "' are not FIRST-LAST, such as 20000-29999");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1,false",
        "127.255.0.1,false",
        "0.0.0.0,false",
        "::,false",
        "::1,false",
        "::ffff:127.0.0.1,false",
        "10.1.2.3,false",
        "11.0.0.1,true",
        "172.15.255.255,true",
        "172.16.0.1,false",
        "172.31.255.255,false",
        "172.32.0.1,true",
        "192.168.1.1,false",
        "192.169.0.1,true",
        "169.254.1.1,false",
        "169.255.1.1,true",
        "100.63.255.255,true",
        "100.64.0.1,false",
        "100.127.255.255,false",
        "100.128.0.1,true",
        "fe80::1,false",
        "fc00::1,false",
        "fdff::1,false",
        "fe00::1,true",
        "fb00::1,true",
        "8.8.8.8,true",
        "2001:db8::1,true",
        "6440::1,true",
        "::ffff:8.8.8.8,true"
    })
    void shouldTellPublicAddresses(String address, boolean isPublic) throws UnknownHostException {
        assertThat(PublicAddress.isPublic(InetAddress.getByName(address))).isEqualTo(isPublic);
    }

    @ParameterizedTest
    @CsvSource({"abc,abc,0", "worker,workers,1", "wrokers,workers,2", "'',abc,3", "abc,'',3", "kitten,sitting,3"})
    void shouldCountTheDifferencesOfWords(String from, String to, int distance) {
        assertThat(Spelling.distance(from, to)).isEqualTo(distance);
    }
}
