package org.conntorture.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProxyHeaderTest {
    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";

    static List<byte[]> headers() {
        return List.of(
                text("PROXY TCP4 192.0.2.1 198.51.100.255 56324 443\r\n"),
                text("PROXY TCP6 2001:db8::1 ::ffff:192.0.2.1 65535 1\r\n"),
                text("PROXY UNKNOWN\r\n"),
                text("PROXY UNKNOWN ffff:f...f:ffff ffff:f...f:ffff 65535 65535\r\n"),
                binary("20 00 0000"),
                binary("20 11 0000"),
                binary("21 00 0000"),
                binary("21 11 000c c0000201 c6336401 dc04 01bb"),
                binary("21 11 0010 c0000201 c6336401 dc04 01bb 04000100"),
                binary("21 21 0024" + "00".repeat(36)),
                binary("21 31 00d8" + "61".repeat(216)));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void shouldFindTheEndOfAHeaderHoweverItComes(byte[] header) throws ProtocolException {
        byte[] all = new byte[header.length + 6];
        System.arraycopy(header, 0, all, 0, header.length);
        for (int come = 0; come <= all.length; come++) {
            ByteBuffer bytes = ByteBuffer.wrap(all, 0, come);
            assertThat(ProxyHeader.length(bytes))
                    .as("after %s bytes", come)
                    .isEqualTo(come < header.length ? 0 : header.length);
            assertThat(bytes.position()).isZero();
        }
    }

    static List<byte[]> others() {
        return List.of(
                text("hello\n"),
                text("PROXX"),
                text("PROXY TCP5 192.0.2.1 192.0.2.2 1 2\r\n"),
                text("PROXY TCP4 192.0.2.1 192.0.2.2 1\r\n"),
                text("PROXY TCP4 192.0.2.1 192.0.2.2 1 2\n"),
                text("PROXY UNKNOWN " + "x".repeat(107)),
                text("\r\n\r\nGET / HTTP/1.1\r\n"),
                binary("11 11 000c"),
                binary("22 11 000c"),
                binary("21 11 000b"),
                binary("21 41 000c"));
    }

    @ParameterizedTest
    @MethodSource("others")
    void shouldRefuseWhatIsNoHeader(byte[] bytes) {
        assertThatThrownBy(() -> ProxyHeader.length(ByteBuffer.wrap(bytes)))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("PROXY protocol");
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] binary(String afterSignature) {
        return HexFormat.of().parseHex(SIGNATURE + afterSignature.replace(" ", ""));
    }
}
