package org.conntorture.run;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a server speaks, by the first bytes it sends, asked or not. */
public enum Protocol {
    HTTP("HTTP", "HTTP/|<html|<!DOCTYPE"),
    SSH("SSH", "SSH-|Exceeded MaxStartups|Not allowed at this time"),
    SMTP_OR_FTP("SMTP or FTP", "(220|421|554)[ -]"),
    IMAP("IMAP", "\\* (OK|PREAUTH|BYE) "),
    POP3("POP3", "\\+OK "),
    /** An alert of TLS 1.0 to 1.3. */
    TLS("TLS", "\\x15\\x03"),
    /** A packet of number 0, of up to 64 KiB: the greeting of protocol 10, or an error. */
    MYSQL("MySQL", "..\\x00\\x00[\\x0a\\xff]"),
    /** An error or a notice with its length, which begins by the severity. */
    POSTGRESQL("PostgreSQL", "[EN]\\x00\\x00..S[A-Z]"),
    REDIS("Redis", "\\+PONG|-(ERR|NOAUTH|DENIED|LOADING|WRONGTYPE) ");

    /** ER_HOST_IS_BLOCKED, 1129. */
    private static final Pattern MYSQL_BLOCKS = Pattern.compile("^..\\x00\\x00\\xff\\x69\\x04", Pattern.DOTALL);

    private final String text;
    private final Pattern begin;

    Protocol(String text, String begin) {
        this.text = text;
        this.begin = Pattern.compile("^(?:" + begin + ")", Pattern.DOTALL);
    }

    /** @param firstBytes of what the server sent */
    static Optional<Protocol> of(byte[] firstBytes) {
        String reply = characters(firstBytes);
        return Arrays.stream(values())
                .filter(protocol -> protocol.begin.matcher(reply).find())
                .findFirst();
    }

    /** Whether they say that the server has shut this host out. */
    static boolean isBlocking(byte[] firstBytes) {
        return MYSQL_BLOCKS.matcher(characters(firstBytes)).find();
    }

    private static String characters(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /**
     * Whether it shuts out a host whose connections end before they log in, as those of every load here do. MySQL and MariaDB
     * do after max_connect_errors of them, except over loopback.
     */
    boolean blocksHosts() {
        return this == MYSQL;
    }

    @Override
    public String toString() {
        return text;
    }
}
