package org.conntorture.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RepliesTest {
    private static String mysql(int error, String text) {
        int length = 3 + text.length();
        return "" + (char) (length & 255) + (char) (length >> 8) + "\0\0\u00ff" + (char) (error & 255)
                + (char) (error >> 8) + text;
    }

    private static String postgres(String state, String message) {
        return "E\0\0\0\u0060SFATAL\0VFATAL\0C" + state + "\0M" + message + "\0Fpostmaster.c\0\0";
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(mysql(1040, "Too many connections"), "MySQL error 1040: Too many connections"),
                Arguments.of(mysql(1129, "#HY000Host is blocked"), "MySQL error 1129: Host is blocked"),
                Arguments.of(
                        postgres("53300", "sorry, too many clients already"),
                        "PostgreSQL: sorry, too many clients already"),
                Arguments.of(
                        postgres("57P03", "the database system is starting up"),
                        "PostgreSQL: the database system is starting up"),
                Arguments.of(
                        postgres("08P01", "no more connections allowed (max_client_conn)"),
                        "PostgreSQL: no more connections allowed (max_client_conn)"),
                Arguments.of("-ERR max number of clients reached\r\n", "Redis: ERR max number of clients reached"),
                Arguments.of(
                        "-LOADING Redis is loading the dataset in memory\r\n",
                        "Redis: LOADING Redis is loading the dataset in memory"),
                Arguments.of("Exceeded MaxStartups\r\n", "SSH: Exceeded MaxStartups"),
                Arguments.of("421 Too many connections from you\r\n", "SMTP or FTP: 421 Too many connections from you"),
                Arguments.of("* BYE busy\r\n", "IMAP: * BYE busy"),
                Arguments.of("ERROR Too many open connections\r\n", "memcached: ERROR Too many open connections"),
                Arguments.of("HTTP/1.1 503 Service Unavailable\r\n", "HTTP: 503 Service Unavailable"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("refusals")
    void shouldKnowTheWordsOfARefusal(String reply, String words) {
        assertThat(Replies.words(bytes(reply))).isEqualTo(words);
    }

    static Stream<String> answers() {
        return Stream.of(
                "",
                "hello\n",
                "+PONG\r\n",
                "-ERR unknown command 'hello'\r\n",
                "-NOAUTH Authentication required.\r\n",
                "SSH-2.0-OpenSSH_9.2\r\n",
                "220 mail ready\r\n",
                "500 unknown command\r\n",
                "HTTP/1.1 400 Bad Request\r\n",
                "HTTP/1.1 200 OK\r\n",
                "ERROR\r\n",
                "\u004a\0\0\0\n8.0.36\0",
                mysql(1040, "Too many connections").substring(0, 12),
                postgres("0A000", "unsupported frontend protocol"),
                postgres("28P01", "password authentication failed"),
                "E");
    }

    @ParameterizedTest
    @MethodSource("answers")
    void shouldTakeWhatIsNoRefusalForAnAnswer(String reply) {
        assertThat(Replies.words(bytes(reply))).isNull();
    }

    @Test
    void shouldReadAnyBytesAndTellThemInPlainAscii() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        String first = "-EN45*SH\u0010";
        for (int i = 0; i < 20_000; i++) {
            byte[] reply = new byte[1 + random.nextInt(600)];
            random.nextBytes(reply);
            reply[0] = (byte) first.charAt(random.nextInt(first.length()));
            if (reply.length > 4 && random.nextBoolean()) {
                reply[4] = (byte) 0xff;
            }
            ByteBuf bytes = Unpooled.wrappedBuffer(reply);
            String words = Replies.words(bytes);
            assertThat(words == null || words.matches("[ -~]{1,160}"))
                    .as("seed %d: %s", seed, words)
                    .isTrue();
            assertThat(bytes.readableBytes()).isEqualTo(reply.length);
        }
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
