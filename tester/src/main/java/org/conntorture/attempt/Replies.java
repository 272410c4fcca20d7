package org.conntorture.attempt;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.conntorture.outcome.Attempt;
import org.conntorture.outcome.Errno;
import org.conntorture.outcome.FailureKind;
import org.conntorture.plan.Workload;
import org.conntorture.text.Texts;

/**
 * What the first bytes of a reply tell: whether it is one, or words that a protocol has for a server that serves nobody now.
 * A server that dislikes the request alone has answered. Any thread.
 */
public final class Replies {
    /** More of a reply is not looked at, and more of its words are not told. */
    public static final int ENOUGH_BYTES = 512;

    private static final int MOST_CHARACTERS = 160;

    /** A packet of MySQL and MariaDB: length of 3 bytes, number of the packet, 0xff, error of 2 bytes, text. */
    private static final int MYSQL_HEAD = 7;

    private static final int MYSQL_KIND_AT = 4;
    private static final int MYSQL_ERROR = 0xff;

    /** SQLSTATE 53 is a lack of resources, 57P a server that is not up; pgbouncer has 08P01 for its limits as well. */
    private static final Pattern POSTGRES = Pattern.compile(
            "^E.{4}(?:[A-Z][^\\x00]*\\x00)*?(?:C(?:53...|57P..)\\x00.*?|C08P01\\x00(?=.*(?:no more connections|too many)).*?)M([^\\x00]+)",
            Pattern.DOTALL);

    /** By the first byte of each, so that most replies are done with at a glance. */
    private static final List<Words> WORDS = List.of(
            new Words("Redis", "-(ERR max number of clients.*|LOADING.*|DENIED.*|ERR max clients.*)"),
            new Words("SSH", "(Exceeded MaxStartups.*|Not allowed at this time.*)"),
            new Words("SMTP or FTP", "((?:421|554)[ -].*|530[ -].*(?:too many|maximum|limit).*)"),
            new Words("IMAP", "(\\* BYE.*)"),
            new Words("memcached", "(ERROR Too many open connections.*)"),
            new Words("HTTP", "HTTP/1\\.[01] ((?:429|503)\\b.*)"));

    private static final String FIRST_BYTES = "-EN45*SH";

    private record Words(String protocol, Pattern pattern) {
        Words(String protocol, String pattern) {
            this(protocol, Pattern.compile("^" + pattern, Pattern.CASE_INSENSITIVE));
        }
    }

    private Replies() {}

    /** Whether {@code reply}, whose first {@code length} bytes count, is what the workload takes for one, as far as it goes. */
    public static boolean serves(Workload workload, byte[] reply, int length) {
        ByteBuf bytes = Unpooled.wrappedBuffer(reply, 0, length);
        return workload.kind().takesHttp()
                ? bytes.toString(StandardCharsets.ISO_8859_1)
                        .matches("(?s)HTTP/1\\.[01] " + workload.http().status() + "\\b.*")
                : words(bytes) == null;
    }

    /** Fails the attempt where {@code reply}, its first bytes, refuses it; they are not consumed. */
    static void failBy(ByteBuf reply, Attempt attempt) {
        String words = words(reply);
        if (words != null) {
            attempt.fail(FailureKind.REFUSED_BY_SERVER, Errno.NONE, words);
        }
    }

    /**
     * The server's own words, such as {@code MySQL error 1040: Too many connections}, on one line of plain ASCII; null where
     * {@code reply} is none of these.
     */
    static String words(ByteBuf reply) {
        int length = Math.min(reply.readableBytes(), ENOUGH_BYTES);
        if (length == 0) {
            return null;
        }
        if (length > MYSQL_HEAD && reply.getUnsignedByte(reply.readerIndex() + MYSQL_KIND_AT) == MYSQL_ERROR) {
            return ofMysql(reply, length);
        }
        if (FIRST_BYTES.indexOf(reply.getByte(reply.readerIndex())) < 0) {
            return null;
        }
        return ofText(reply.toString(reply.readerIndex(), length, StandardCharsets.ISO_8859_1));
    }

    private static String ofMysql(ByteBuf reply, int length) {
        int told = reply.getUnsignedMediumLE(reply.readerIndex());
        if (told + MYSQL_KIND_AT > length) {
            return null;
        }
        int error = reply.getUnsignedShortLE(reply.readerIndex() + MYSQL_KIND_AT + 1);
        String text = reply.toString(
                reply.readerIndex() + MYSQL_HEAD, told + MYSQL_KIND_AT - MYSQL_HEAD, StandardCharsets.UTF_8);
        // Before its text newer ones have a # and five characters.
        return told("MySQL error " + error + ": " + text.replaceFirst("^#.{5}", ""));
    }

    private static String ofText(String reply) {
        Matcher postgres = POSTGRES.matcher(reply);
        if (postgres.find()) {
            return told("PostgreSQL: " + postgres.group(1));
        }
        String line = reply.lines().findFirst().orElse("");
        for (Words words : WORDS) {
            Matcher matcher = words.pattern().matcher(line);
            if (matcher.find()) {
                return told(words.protocol() + ": " + matcher.group(1));
            }
        }
        return null;
    }

    /** The first of so many bytes as a person may read them. */
    static String told(byte[] reply, int length) {
        return told(new String(reply, 0, Math.min(length, MOST_CHARACTERS), StandardCharsets.ISO_8859_1));
    }

    private static String told(String words) {
        return Texts.cut(Texts.plain(words), MOST_CHARACTERS);
    }
}
