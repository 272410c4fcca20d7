package org.conntorture.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountersTest {
    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0} {1}: {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "by-hand/linux-3.10/net | TcpExtListenOverflows | 37 | of netstat",
                "by-hand/linux-3.10/net | TcpExtPAWSPassive | 5 | gone since 4.12",
                "by-hand/linux-3.10/net | TcpExtTCPSynRetrans | | came later",
                "by-hand/linux-3.10/net | IpExtInNoECTPkts | | came with 3.11",
                "by-hand/linux-3.10/net | IpExtInOctets | 712000 | of netstat",
                "by-hand/linux-3.10/net | TcpOutRsts | 21 | of snmp",
                "by-hand/linux-3.10/net | IcmpInDestUnreachs | 12 | of snmp",
                "by-hand/linux-3.10/net | IcmpMsgInType3 | 12 | a line that is only there when it counted",
                "by-hand/linux-3.10/net | SoftnetDropped | 3 | sum of two processors, 10 columns",
                "by-hand/linux-3.10/net | SoftnetTimeSqueeze | 3 | sum of two processors",
                "by-hand/linux-3.10/net | ConntrackInsertFailed | 17 | hexadecimal, sum of two processors",
                "by-hand/linux-3.10/net | ConntrackDeleteList | 8 | gone since 5.15",
                "by-hand/linux-3.10/net | ConntrackEntries | | a gauge, the same on each row",
                "by-hand/linux-3.10/net | LoopbackRxDropped | 2 | of the second interface",
                "by-hand/linux-3.10/net | InterfaceRxDropped | 7 | sum",
                "linux-3.13.10-stale-tuple/before | TcpExtTCPSYNChallenge | 0 | there and not moved",
                "linux-3.13.10-stale-tuple/after | TcpRetransSegs | 6 | the SYNs of the incident",
                "linux-3.13.10-stale-tuple/after | TcpExtTCPSynRetrans | | came with 3.14",
                "linux-3.13.10-stale-tuple/after | ConntrackDrop | | no conntrack there",
                "by-hand/linux-4.18/net | TcpExtTCPReqQFullDrop | 14 | of netstat",
                "by-hand/linux-4.18/net | TcpExtPAWSPassive | | gone since 4.12",
                "by-hand/linux-4.18/net | TcpExtPFMemallocDrop | 0 | there and not moved",
                "by-hand/linux-4.18/net | TcpExtTCPMigrateReqSuccess | | came with 5.14",
                "by-hand/linux-4.18/net | SoftnetDropped | 32 | three processors, 11 columns",
                "by-hand/linux-4.18/net | ConntrackDrop | 5 | one processor",
                "by-hand/linux-5.15/net | TcpExtTCPMigrateReqSuccess | 3 | of netstat",
                "by-hand/linux-5.15/net | TcpExtPAWSTimewait | | came later",
                "by-hand/linux-5.15/net | SoftnetDropped | 1 | 13 columns",
                "by-hand/linux-5.15/net | NfqueueDropped | 10 | two queues, for either reason",
                "by-hand/linux-4.18/net | NfqueueDropped | | no queue's file there",
                "by-hand/linux-5.15/net | ConntrackEarlyDrop | 6 | of several words",
                "by-hand/linux-5.15/net | ConntrackInvalid | 5 | sum of two processors",
                "by-hand/linux-5.15/net | InterfaceRxDropped | 4 | a name that fills its column",
                "linux-6.18.44/net | TcpExtListenDrops | 2 | the SYN and its repetition",
                "linux-6.18.44/net | TcpExtTCPSynRetrans | 1 | of netstat",
                "linux-6.18.44/net | TcpExtPAWSTimewait | 0 | new and not moved",
                "linux-6.18.44/net | MPTcpExtMPCapableSYNRX | 0 | a protocol of its own",
                "linux-6.18.44/net | Icmp6OutMsgs | 8 | of snmp6",
                "linux-6.18.44/net | SoftnetTimeSqueeze | 5 | 15 columns",
                "linux-6.18.44/net | TcpMaxConn | -1 | a setting",
            })
    void shouldReadByNameOnEveryKernel(String net, String counter, Long value, String reason) {
        OptionalLong expected = value == null ? OptionalLong.empty() : OptionalLong.of(value);

        assertThat(Counters.read(Recordings.net(net)).value(counter)).isEqualTo(expected);
    }

    @Test
    void shouldShowThatNothingButRetransmissionsMovedInTheIncident() {
        Counters before = Counters.read(Recordings.net(Recordings.INCIDENT + "before"));
        Counters after = Counters.read(Recordings.net(Recordings.INCIDENT + "after"));

        Deltas deltas = after.since(before);

        assertThat(deltas.of("TcpRetransSegs")).hasValue(6);
        assertThat(deltas.of("TcpExtTCPAbortOnTimeout")).hasValue(1);
        assertThat(deltas.of("TcpAttemptFails")).hasValue(1);
        assertThat(deltas.of("TcpExtListenDrops")).hasValue(0);
        assertThat(deltas.of("TcpExtTCPSYNChallenge")).hasValue(0);
        assertThat(deltas.of("TcpExtTCPChallengeACK")).hasValue(0);
        assertThat(deltas.of("TcpExtTCPSynRetrans")).isEmpty();
    }

    @Test
    void shouldNotKnowHowFarACounterMovedThatWentBackOrWasNotThere() throws IOException {
        Counters first = netstat("TcpExt: ListenDrops TW\nTcpExt: 7 100\n");
        Counters second = netstat("TcpExt: ListenDrops TW TCPNew\nTcpExt: 9 3 1\n");

        assertThat(second.since(first)).isEqualTo(new Deltas(Map.of("TcpExtListenDrops", 2L)));
    }

    @Test
    void shouldNotTakeGaugesForCounters() throws IOException {
        Counters first = netstat("Tcp: CurrEstab OutRsts\nTcp: 7 1\n");
        Counters second = netstat("Tcp: CurrEstab OutRsts\nTcp: 9 1\n");

        assertThat(second.value("TcpCurrEstab")).hasValue(9);
        assertThat(second.since(first).of("TcpCurrEstab")).isEmpty();
        assertThat(second.since(first).of("TcpOutRsts")).hasValue(0);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "TcpExt: A B\\nTcpExt: 1\\n | a value is missing",
                "TcpExt: A\\nTcpExt: 12 | the end of the line is missing, and perhaps digits",
                "TcpExt: A\\nIpExt: 12\\n | values of another protocol",
                "TcpExt: A\\nTcpExt: x\\n | no number",
                "TcpExt: A\\nTcpExt: 99999999999999999999\\n | beyond a long",
                "TcpExt: 1 2\\nTcpExt: 3 4\\n | no names",
                "'' | empty",
            })
    void shouldNotKnowWhatIsStrange(String text, String reason) throws IOException {
        assertThat(netstat(text.replace("\\n", "\n")).values()).isEmpty();
    }

    @Test
    void shouldKnowNothingWhereThereIsNoFile() {
        assertThat(Counters.read(new NetFiles(directory.resolve("absent"))).values())
                .isEmpty();
    }

    private Counters netstat(String text) throws IOException {
        Files.writeString(directory.resolve("netstat"), text);
        return Counters.read(new NetFiles(directory));
    }
}
